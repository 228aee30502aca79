import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ItemBankModule } from '../item-bank/index.ts';
import { ExamImport } from './exam-import.ts';
import { ExamsController } from './exams.controller.ts';
import { ExamRow, ExamVersionRow, FormItemRow, FormRow } from './exams.entity.ts';
import { ExamsRepository } from './exams.repository.ts';
import { ExamsService } from './exams.service.ts';
import { Forms } from './forms.ts';
import { QuestionBankExport } from './question-bank-export.ts';
import { QuestionBankImport } from './question-bank-import.ts';

@Module({
  imports: [ItemBankModule, TypeOrmModule.forFeature([ExamRow, ExamVersionRow, FormRow, FormItemRow])],
  controllers: [ExamsController],
  providers: [ExamImport, ExamsRepository, ExamsService, Forms, QuestionBankExport, QuestionBankImport],
  exports: [ExamsService, Forms, QuestionBankExport, QuestionBankImport],
})
export class ExamsModule {}
