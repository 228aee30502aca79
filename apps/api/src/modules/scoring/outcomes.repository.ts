import { Injectable } from '@nestjs/common';
import type { AccountId, ExamSessionId, Outcome } from '@attest/contracts';
import { Transaction } from '../../platform/database/transaction.ts';
import { Problem } from '../../platform/http/problem.ts';
import { ExamSessionsRepository, SessionLog, type SessionAsRead } from '../exam-sessions/index.ts';
import type { OutcomeFrame } from './outcome-frame.ts';
import { OutcomeRow } from './outcome.entity.ts';

@Injectable()
export class OutcomesRepository {
  constructor(
    private readonly transaction: Transaction,
    private readonly sessions: ExamSessionsRepository,
    private readonly log: SessionLog,
  ) {}

  /** Does nothing where another worker was first: the bytes are the same. */
  async insert(closing: number, outcome: Outcome, body: string, frame: OutcomeFrame): Promise<void> {
    await this.transaction.rows(
      `INSERT INTO outcomes (session_id, closing, revision, decision, scaled_score, body, frame, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, attest_now()) ON CONFLICT DO NOTHING`,
      [
        outcome.sessionId,
        closing,
        outcome.revision,
        outcome.decision,
        outcome.scaledScore,
        body,
        JSON.stringify(frame),
      ],
    );
  }

  async markScored(sessionId: ExamSessionId): Promise<void> {
    const scored = await this.transaction.rows(
      `UPDATE exam_sessions SET status = 'scored'
       WHERE session_id = $1 AND status IN ('submitted', 'expired', 'marking') RETURNING session_id`,
      [sessionId],
    );
    if (scored.length > 0) await this.log.append([{ sessionId, kind: 'scored', actorId: null }]);
  }

  async markReleased(sessionId: ExamSessionId): Promise<void> {
    const released = await this.transaction.rows(
      `UPDATE exam_sessions SET status = 'released' WHERE session_id = $1 AND status = 'scored'
       RETURNING session_id`,
      [sessionId],
    );
    if (released.length > 0) await this.log.append([{ sessionId, kind: 'released', actorId: null }]);
  }

  /** Of the present end of a session; outcomes of ends that were taken back are evidence only. */
  current({ sessionId, closing }: Pick<SessionAsRead, 'sessionId' | 'closing'>): Promise<OutcomeRow | null> {
    return this.transaction.manager.findOne(OutcomeRow, {
      where: { sessionId, closing },
      order: { revision: 'DESC' },
    });
  }

  /**
   * The candidate's own, released session and its outcome.
   *
   * @throws Problem `not-found` for foreign sessions, `outcome-not-ready` before the release
   */
  async released(
    sessionId: ExamSessionId,
    candidateId: AccountId,
  ): Promise<{ session: SessionAsRead; outcome: OutcomeRow }> {
    const session = await this.sessions.find(sessionId);
    if (session?.candidateId !== candidateId) {
      throw new Problem('not-found', { detail: 'You have no such exam session.' });
    }
    const outcome = await this.current(session);
    if (session.status !== 'released' || outcome === null) {
      throw new Problem('outcome-not-ready', { detail: whyNotReady(session.status) });
    }
    return { session, outcome };
  }
}

function whyNotReady(status: SessionAsRead['status']): string {
  if (status === 'voided') return 'The exam session was voided.';
  const isClosed =
    status === 'submitted' || status === 'expired' || status === 'scored' || status === 'marking';
  return isClosed ? 'The session is closed; its outcome is on the way.' : 'The session is not finished.';
}
