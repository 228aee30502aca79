import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ItemBankModule } from '../item-bank/index.ts';
import { AuthoredExamsController } from './authoring/authored-exams.controller.ts';
import { AuthoredExamsRepository } from './authoring/authored-exams.repository.ts';
import { AuthoredExamsService } from './authoring/authored-exams.service.ts';
import { ExamFeasibilityService } from './authoring/exam-feasibility.ts';
import { ExamVersionsService } from './authoring/exam-versions.ts';
import { PublishExamVersion } from './authoring/publish-exam.ts';
import { ExamImport } from './exam-import.ts';
import { ExamsController } from './exams.controller.ts';
import { ExamDraftRow, ExamRow, ExamVersionRow, FormItemRow, FormRow } from './exams.entity.ts';
import { ExamsRepository } from './exams.repository.ts';
import { ExamsService } from './exams.service.ts';
import { Forms } from './forms.ts';
import { QuestionBankExport } from './question-bank-export.ts';
import { QuestionBankImport } from './question-bank-import.ts';

@Module({
  imports: [
    ItemBankModule,
    TypeOrmModule.forFeature([ExamDraftRow, ExamRow, ExamVersionRow, FormRow, FormItemRow]),
  ],
  controllers: [ExamsController, AuthoredExamsController],
  providers: [
    AuthoredExamsRepository,
    AuthoredExamsService,
    ExamFeasibilityService,
    ExamVersionsService,
    PublishExamVersion,
    ExamImport,
    ExamsRepository,
    ExamsService,
    Forms,
    QuestionBankExport,
    QuestionBankImport,
  ],
  exports: [ExamsService, Forms, QuestionBankExport, QuestionBankImport],
})
export class ExamsModule {}
