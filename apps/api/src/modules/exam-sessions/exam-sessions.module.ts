import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Metrics } from '../../platform/health/metrics.ts';
import { ExamsModule } from '../exams/index.ts';
import { ItemBankModule } from '../item-bank/index.ts';
import { AdmitLateMaterial } from './admit-late-material.ts';
import { AnsweredCounts } from './answered-counts.ts';
import { BufferedEvents } from './buffered-events.ts';
import { ExamSessionBooking } from './exam-session-booking.ts';
import { CarriedResponses } from './carried-responses.ts';
import { ChangedSessions } from './changed-sessions.ts';
import { ChangesFeed } from './changes-feed.ts';
import { CloseExamSession } from './close-exam-session.ts';
import { CloseOverdueSessions } from './close-overdue-sessions.ts';
import { ExamIncidentRow } from './exam-incidents.entity.ts';
import { ExamTermsController } from './exam-terms.controller.ts';
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
import { ExamStops } from './exam-stops.ts';
import { IncidentPauses } from './incident-pauses.ts';
import { ExpirySweep } from './expiry-sweep.ts';
import { FormPresenter } from './form-presenter.ts';
import { HandInLateMaterial } from './hand-in-late-material.ts';
import { LateMaterialController } from './late-material.controller.ts';
import { OpenExamSection } from './open-exam-section.ts';
import { OpenLateMaterial } from './open-late-material.ts';
import { MintExamSession } from './mint-exam-session.ts';
import { ReadExamTerms } from './read-exam-terms.ts';
import { RecordSessionResponses } from './record-session-responses.ts';
import { ResponseVerdicts } from './response-verdicts.ts';
import { ResponseWriter } from './response-writer.ts';
import { ResumeExamSession } from './resume-exam-session.ts';
import { RunningSessionReply } from './running-session-reply.ts';
import { SessionTiming } from './session-timing.ts';
import { LateMaterialRow, SealingKeyRow } from './late-material.entity.ts';
import { SaveDoor } from './save-door.ts';
import { SealingKeys } from './sealing-keys.ts';
import { SessionChangesController } from './session-changes.controller.ts';
import { SessionBreaksController } from './session-breaks.controller.ts';
import { SessionBreaks } from './session-breaks.ts';
import { SessionChanges } from './session-changes.ts';
import { SessionForms } from './session-forms.ts';
import { SessionLedger } from './session-ledger.ts';
import { SessionLog } from './session-log.ts';
import { SessionNotices } from './session-notices.ts';
import { SessionPauses } from './session-pauses.ts';
import { SessionObservations } from './session-observations.ts';
import { SessionPresence } from './session-presence.ts';
import { SessionRecordsController } from './session-records.controller.ts';
import { SessionTimeline } from './session-timeline.ts';
import { SavedAnswers } from './saved-answers.ts';
import { SessionReceipts } from './session-receipts.ts';
import { StartExamSessions } from './start-exam-sessions.ts';
import { StartGroups } from './start-groups.ts';
import { SteerExamSession } from './steer-exam-session.ts';
import {
  SessionEventRow,
  SessionLogRow,
  SessionNoticeRow,
  SessionPresenceRow,
} from './session-events.entity.ts';
import { StoredResponses } from './stored-responses.ts';

@Module({
  imports: [
    ExamsModule,
    ItemBankModule,
    TypeOrmModule.forFeature([
      BookingRow,
      ExamIncidentRow,
      ExamSessionRow,
      LateMaterialRow,
      ReceiptRow,
      ResponseRow,
      SealingKeyRow,
      SessionEventRow,
      SessionFormRow,
      SessionLogRow,
      SessionNoticeRow,
      SessionPresenceRow,
    ]),
  ],
  controllers: [
    ExamSessionsController,
    ExamTermsController,
    LateMaterialController,
    SessionBreaksController,
    SessionChangesController,
    SessionRecordsController,
  ],
  providers: [
    AdmitLateMaterial,
    AnsweredCounts,
    BufferedEvents,
    CarriedResponses,
    ExamSessionBooking,
    ChangedSessions,
    ChangesFeed,
    CloseExamSession,
    CloseOverdueSessions,
    ExamSessionsRepository,
    ExamSessionsService,
    ExamStops,
    ExpirySweep,
    FormPresenter,
    HandInLateMaterial,
    MintExamSession,
    OpenExamSection,
    OpenLateMaterial,
    ReadExamTerms,
    RunningSessionReply,
    SessionTiming,
    IncidentPauses,
    RecordSessionResponses,
    ResponseVerdicts,
    ResponseWriter,
    ResumeExamSession,
    SaveDoor,
    SealingKeys,
    SessionBreaks,
    SessionChanges,
    SessionForms,
    SessionLedger,
    SessionLog,
    SavedAnswers,
    SessionNotices,
    SessionObservations,
    SessionPresence,
    SessionTimeline,
    SessionPauses,
    SessionReceipts,
    StartExamSessions,
    StartGroups,
    SteerExamSession,
    StoredResponses,
  ],
  exports: [
    AdmitLateMaterial,
    OpenLateMaterial,
    AnsweredCounts,
    ExamSessionsRepository,
    ExpirySweep,
    FormPresenter,
    IncidentPauses,
    SessionLog,
    SessionNotices,
    SteerExamSession,
    SessionTimeline,
    StoredResponses,
  ],
})
export class ExamSessionsModule {
  constructor(metrics: Metrics, starts: StartGroups) {
    metrics.watch(
      'attest_start_queue',
      'Candidates who start and wait until those before them are started',
      () => starts.waitingCount,
    );
  }
}
