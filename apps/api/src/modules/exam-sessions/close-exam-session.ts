import { Injectable, Logger } from '@nestjs/common';
import type { ExamSessionId, SubmitSession } from '@attest/contracts';
import { closeSession } from '@attest/exam-engine';
import type { Person } from '../../platform/auth/access.ts';
import { Transaction } from '../../platform/database/transaction.ts';
import { Problem } from '../../platform/http/problem.ts';
import { CarriedResponses } from './carried-responses.ts';
import { ExamSessionsRepository, type SessionAsRead } from './exam-sessions.repository.ts';
import { refusalOf } from './refusal.ts';
import { SessionLog } from './session-log.ts';
import { checkResponses, SessionForms } from './session-forms.ts';
import { SessionReceipts } from './session-receipts.ts';

/** The candidate ends the session; at the deadline `CloseOverdueSessions` does. */
@Injectable()
export class CloseExamSession {
  private readonly logger = new Logger(CloseExamSession.name);

  constructor(
    private readonly transaction: Transaction,
    private readonly sessions: ExamSessionsRepository,
    private readonly forms: SessionForms,
    private readonly receipts: SessionReceipts,
    private readonly log: SessionLog,
    private readonly carried: CarriedResponses,
  ) {}

  /** @returns the receipt as JSON, the same bytes at every repeat */
  async submit(person: Person, sessionId: ExamSessionId, body: SubmitSession): Promise<string> {
    const form = await this.forms.open(sessionId, person.accountId);
    checkResponses(form, body.responses);
    return this.transaction.run(async () => {
      // The row first: what is read afterwards cannot miss a save that committed meanwhile.
      const session = await this.sessions.lock(sessionId, { ownedBy: person.accountId });
      const verdict = closeSession(session, { by: 'candidate', epoch: body.epoch }, session.readAt);
      if (!verdict.accepted) throw refusalOf(session, { epoch: body.epoch, responses: [] }, form);
      if (verdict.isRepeat) return this.storedReceipt(session);
      if (body.responses.length > 0) await this.carried.store(session, body, form);
      const closed = { ...verdict.session, closedBy: 'candidate' as const };
      await this.sessions.move(session.status, closed);
      await this.log.append([{ sessionId, kind: 'submitted', actorId: person.accountId }]);
      this.transaction.afterCommit(() => {
        this.logger.log({ sessionId, accountId: person.accountId }, 'exam_session_submitted');
      });
      return this.receipts.store(closed);
    });
  }

  private async storedReceipt(session: SessionAsRead): Promise<string> {
    const body = await this.sessions.receiptBody(session);
    if (body === null) throw new Problem('session-not-active', { detail: 'The exam session was voided.' });
    return body;
  }
}
