import { Injectable } from '@nestjs/common';
import { CandidateForm, type AccountId, type ExamSessionId, type SessionMode } from '@attest/contracts';
import { firstSection, releasedForm } from '@attest/exam-engine';
import { Transaction } from '../../platform/database/transaction.ts';
import { newId } from '../../platform/ids/new-id.ts';
import { Forms, type CurrentExam } from '../exams/index.ts';
import { BookingRow, SessionFormRow } from './exam-sessions.entity.ts';
import { idsOf, outlineOf } from './form-outline.ts';
import { FormPresenter } from './form-presenter.ts';
import { packForm } from './running-session-reply.ts';
import { SealingKeys } from './sealing-keys.ts';
import { SessionLog } from './session-log.ts';
import { SessionTiming } from './session-timing.ts';

type Booking = Pick<BookingRow, 'attempt' | 'idempotencyKey' | 'requestHash'>;

/** Mints the session and prepares its form, so that nothing slow stands between candidate and start. */
@Injectable()
export class MintExamSession {
  constructor(
    private readonly transaction: Transaction,
    private readonly forms: Forms,
    private readonly presenter: FormPresenter,
    private readonly timing: SessionTiming,
    private readonly sealingKeys: SealingKeys,
    private readonly log: SessionLog,
  ) {}

  /** Within the caller's transaction. */
  async mint(
    accountId: AccountId,
    exam: CurrentExam,
    mode: SessionMode,
    booking: Booking,
  ): Promise<ExamSessionId> {
    const sessionId = newId<ExamSessionId>();
    const form = await this.forms.assemble(exam, sessionId);
    const time = await this.timing.timeFor(accountId, exam.definition, mode);
    const { mayGoBack, sections = [] } = exam.definition;
    const first = firstSection({ mayGoBack, sections });
    await this.transaction.rows(
      `INSERT INTO exam_sessions (session_id, candidate_id, exam_version_id, form_id, mode, status, epoch,
         item_count, time_allowed, grace, booked_at, open_section, open_from, open_to)
       VALUES ($1, $2, $3, $4, $5, 'ready', 0, $6, make_interval(secs => $7), make_interval(secs => $8), attest_now(),
         $9, $10, $11)`,
      [
        sessionId,
        accountId,
        exam.versionId,
        form.id,
        mode,
        form.items.length,
        time.allowedSeconds,
        exam.definition.graceSeconds,
        first?.section ?? null,
        first?.from ?? null,
        first?.to ?? null,
      ],
    );
    const candidateForm = await this.presenter.present(sessionId, exam, mode, form.items);
    const whole = CandidateForm.parse(candidateForm);
    await this.transaction.manager.insert(SessionFormRow, {
      sessionId,
      body: Buffer.from(JSON.stringify(whole)),
      outline: outlineOf(candidateForm),
      ids: idsOf(candidateForm),
      packed: await packForm(JSON.stringify(releasedForm(whole, first))),
    });
    await this.transaction.manager.insert(BookingRow, {
      accountId,
      examId: exam.id,
      sessionId,
      createdAt: await this.transaction.now(),
      accommodation: time.accommodation,
      breakSecondsLeft: time.breakSeconds,
      ...booking,
    });
    await this.sealingKeys.make(sessionId);
    await this.log.open(sessionId);
    await this.log.append([{ sessionId, kind: 'booked', actorId: accountId }]);
    return sessionId;
  }
}
