import { Injectable } from '@nestjs/common';
import type { ExamSessionId } from '@attest/contracts';
import { expireSession } from '@attest/exam-engine';
import { Transaction } from '../../platform/database/transaction.ts';
import { ExamSessionsRepository, type SessionAsRead } from './exam-sessions.repository.ts';
import { SessionLog } from './session-log.ts';
import { SessionReceipts } from './session-receipts.ts';

/** Closes many sessions whose deadline and grace are over with a handful of statements. */
@Injectable()
export class CloseOverdueSessions {
  constructor(
    private readonly transaction: Transaction,
    private readonly sessions: ExamSessionsRepository,
    private readonly receipts: SessionReceipts,
    private readonly log: SessionLog,
  ) {}

  /**
   * @returns how many were closed here; none of those that another process has taken, or that were not due
   * @throws whatever kept one of them from being closed: then none is
   */
  close(sessionIds: readonly ExamSessionId[]): Promise<number> {
    return this.transaction.run(async () => {
      // The rows first: what is read afterwards cannot miss a save that committed meanwhile.
      const taken = await this.sessions.lockThoseFree(sessionIds);
      const closed = taken.flatMap((session) => expireSession(session, session.readAt) ?? []);
      if (closed.length === 0) return 0;
      await this.move(closed);
      await this.log.append(
        closed.map(({ sessionId }) => ({ sessionId, kind: 'expired' as const, actorId: null })),
      );
      await this.receipts.storeAll(closed);
      return closed.length;
    });
  }

  /** The part of a session that its end changes. */
  private async move(closed: readonly SessionAsRead[]): Promise<void> {
    const moved = await this.transaction.rows(
      `UPDATE exam_sessions s
       SET status = t.status, closed_at = t.closed_at, closed_by = t.closed_by, closing = t.closing
       FROM unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::text[], $5::smallint[])
         AS t(session_id, status, closed_at, closed_by, closing)
       WHERE s.session_id = t.session_id AND s.status = 'active' RETURNING s.session_id`,
      [
        closed.map(({ sessionId }) => sessionId),
        closed.map(({ status }) => status),
        closed.map(({ closedAt }) => closedAt),
        closed.map(({ closedBy }) => closedBy),
        closed.map(({ closing }) => closing),
      ],
    );
    if (moved.length !== closed.length)
      throw new Error('sessions whose rows were taken are active no longer');
  }
}
