import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ExamsModule } from '../exams/index.ts';
import { ItemBankModule } from '../item-bank/index.ts';
import { BookSession } from './book-exam-session.ts';
import { CloseSession } from './close-exam-session.ts';
import { ExamSessionsController } from './exam-sessions.controller.ts';
import {
  BookingRow,
  ExamSessionRow,
  ReceiptRow,
  ResponseRow,
  SessionFormRow,
} from './exam-sessions.entity.ts';
import { ExamSessionsRepository } from './exam-sessions.repository.ts';
import { ExamSessionsService } from './exam-sessions.service.ts';
import { ExpirySweep } from './expiry-sweep.ts';
import { FormPresenter } from './form-presenter.ts';
import { RecordSessionResponses } from './record-responses.ts';
import { ResponseVerdicts } from './response-verdicts.ts';
import { ResponseWriter } from './response-writer.ts';
import { RunSession } from './run-exam-session.ts';
import { SessionPapers } from './session-paper.ts';
import { StoredResponses } from './stored-responses.ts';

@Module({
  imports: [
    ExamsModule,
    ItemBankModule,
    TypeOrmModule.forFeature([BookingRow, ExamSessionRow, ReceiptRow, ResponseRow, SessionFormRow]),
  ],
  controllers: [ExamSessionsController],
  providers: [
    BookSession,
    CloseSession,
    ExamSessionsRepository,
    ExamSessionsService,
    ExpirySweep,
    FormPresenter,
    RecordSessionResponses,
    ResponseVerdicts,
    ResponseWriter,
    RunSession,
    SessionPapers,
    StoredResponses,
  ],
  exports: [ExamSessionsRepository, ExpirySweep, FormPresenter, StoredResponses],
})
export class ExamSessionsModule {}
