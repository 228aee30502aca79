import { Injectable } from '@nestjs/common';
import type { ExamSessionId } from '@attest/contracts';
import {
  addTime,
  closeSession,
  reopenSession,
  voidSession,
  type SessionMoved,
  type Verdict,
} from '@attest/exam-engine';
import { Transaction } from '../../platform/database/transaction.ts';
import { ExamSessionsRepository, type SessionAsRead } from './exam-sessions.repository.ts';
import { stateConflict } from './refusal.ts';
import { deadlineChange, SessionLedger, type DecidedChange, type Decision } from './session-ledger.ts';
import { SessionPauses } from './session-pauses.ts';
import { SessionReceipts } from './session-receipts.ts';

/** Named by a person, for a reason that everyone concerned may read. */
export interface StaffDecision extends Decision {
  readonly reason: string;
}

type Told = Pick<DecidedChange, 'events' | 'notice' | 'audit'>;

/** What staff may do to a session: each lock, decision and record in one transaction. */
@Injectable()
export class SteerExamSession {
  constructor(
    private readonly transaction: Transaction,
    private readonly sessions: ExamSessionsRepository,
    private readonly ledger: SessionLedger,
    private readonly pauses: SessionPauses,
    private readonly receipts: SessionReceipts,
  ) {}

  pause(sessionId: ExamSessionId, by: StaffDecision): Promise<SessionAsRead> {
    return this.transaction.run(async () =>
      this.pauses.pause(await this.sessions.lockAny(sessionId), by, { cause: 'staff', until: null }),
    );
  }

  continue(sessionId: ExamSessionId, by: StaffDecision): Promise<SessionAsRead> {
    return this.transaction.run(async () => {
      const session = await this.sessions.lockAny(sessionId);
      await this.pauses.refuseWhileStopped(session);
      return this.pauses.continue(session, by);
    });
  }

  addTime(sessionId: ExamSessionId, seconds: number, by: StaffDecision): Promise<SessionAsRead> {
    return this.change(
      sessionId,
      by,
      (session) => addTime(session, seconds, session.readAt),
      (before, after) => ({
        events: deadlineChange(before, after, by).map(({ kind, facts }) => ({
          kind,
          facts: { ...facts, seconds },
        })),
        notice: { kind: 'time-added', seconds },
        audit: 'exam-session.time-added',
      }),
    );
  }

  /** Submits in the candidate's place; what stands still goes on first. */
  end(sessionId: ExamSessionId, by: StaffDecision): Promise<SessionAsRead> {
    return this.transaction.run(async () => {
      const closed = await this.change(
        sessionId,
        by,
        (session) => closeSession(session, { by: 'staff' }, session.readAt),
        (before, after) => ({
          events: [
            ...(before.status === 'paused' ? [{ kind: 'continued' as const }] : []),
            ...deadlineChange(before, after, by),
            { kind: 'ended', facts: { reason: by.reason } },
          ],
          notice: { kind: 'ended', seconds: null },
          audit: 'exam-session.ended',
        }),
      );
      await this.receipts.store(closed);
      return closed;
    });
  }

  /** Receipts and outcomes stay as evidence, and nobody reads the outcome any more. */
  void(sessionId: ExamSessionId, by: StaffDecision): Promise<SessionAsRead> {
    return this.change(sessionId, by, voidSession, () => ({
      events: [{ kind: 'voided', facts: { reason: by.reason } }],
      notice: { kind: 'voided', seconds: null },
      audit: 'exam-session.voided',
    }));
  }

  /** Takes the end of a session back; the outcome of that end stays, unread. */
  reopen(sessionId: ExamSessionId, secondsLeft: number, by: StaffDecision): Promise<SessionAsRead> {
    return this.transaction.run(async () => {
      const reopened = await this.change(
        sessionId,
        by,
        (session) => reopenSession(session, { secondsLeft }, session.readAt),
        (before, after) => ({
          events: [
            { kind: 'reopened', facts: { reason: by.reason, seconds: secondsLeft } },
            ...deadlineChange(before, after, by),
          ],
          notice: { kind: 'reopened', seconds: secondsLeft },
          audit: 'exam-session.reopened',
        }),
      );
      return this.pauses.holdIfStopped(reopened);
    });
  }

  /** Before a proposal waits for a second person. @throws Problem `session-state-conflict` */
  async refuseImpossible(sessionId: ExamSessionId, action: 'void' | 'reopen'): Promise<void> {
    const session = await this.sessions.lockAny(sessionId);
    const verdict =
      action === 'void' ? voidSession(session) : reopenSession(session, { secondsLeft: 0 }, session.readAt);
    if (!verdict.accepted) throw stateConflict(session);
  }

  private change(
    sessionId: ExamSessionId,
    by: StaffDecision,
    decide: (session: SessionAsRead) => Verdict<SessionMoved<SessionAsRead>>,
    tell: (before: SessionAsRead, after: SessionAsRead) => Told,
  ): Promise<SessionAsRead> {
    return this.transaction.run(async () => {
      const before = await this.sessions.lockAny(sessionId);
      const verdict = decide(before);
      if (!verdict.accepted || verdict.isRepeat) throw stateConflict(before);
      const { session: after } = verdict;
      if (after.status !== 'paused') await this.pauses.takeFromBreak(before);
      await this.ledger.write({ before, after, by, ...tell(before, after) });
      return after;
    });
  }
}
