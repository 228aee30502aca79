import { Injectable } from '@nestjs/common';
import type { ExamSessionId } from '@attest/contracts';
import { expireSession, type Expired, type TimedSession } from '@attest/exam-engine';
import { Transaction } from '../../platform/database/transaction.ts';
import type { SessionAsRead } from './exam-sessions.repository.ts';
import { SessionLog } from './session-log.ts';
import { SessionReceipts } from './session-receipts.ts';

/** What closing at the deadline looks at: rows of thousands are read, and each column of them costs. */
type OverdueSession = TimedSession & Pick<SessionAsRead, 'sessionId' | 'itemCount' | 'closing' | 'readAt'>;

const takeOverdue = (which: string) =>
  `SELECT session_id AS "sessionId", item_count AS "itemCount", status, deadline,
     extract(epoch FROM grace)::int AS "graceSeconds", closing, attest_now() AS "readAt"
   FROM exam_sessions
   WHERE status = 'active' AND deadline < attest_now() AND deadline + grace < attest_now() AND ${which}
   FOR NO KEY UPDATE SKIP LOCKED`;

const takeNext = takeOverdue(`session_id <> ALL($2::uuid[]) ORDER BY deadline LIMIT $1`);
const takeThese = takeOverdue(`session_id = ANY($1::uuid[])`);

/** None of them was closed. */
export class GroupNotClosed extends Error {
  constructor(
    readonly sessionIds: readonly ExamSessionId[],
    cause: unknown,
  ) {
    super('a group of exam sessions could not be closed', { cause });
  }
}

/** Closes many sessions whose deadline and grace are over with a handful of statements. */
@Injectable()
export class CloseOverdueSessions {
  constructor(
    private readonly transaction: Transaction,
    private readonly receipts: SessionReceipts,
    private readonly log: SessionLog,
  ) {}

  /**
   * Those whose time has been over the longest, of all that nobody else is closing at this moment.
   *
   * @returns how many were closed here
   * @throws GroupNotClosed when they were taken, and one of them could not be closed
   */
  async closeNext(most: number, { except }: { readonly except: readonly ExamSessionId[] }): Promise<number> {
    let taken: readonly ExamSessionId[] = [];
    try {
      return await this.transaction.run(async () => {
        const overdue = await this.transaction.rows<OverdueSession>(takeNext, [most, except]);
        taken = overdue.map(({ sessionId }) => sessionId);
        return this.end(overdue);
      });
    } catch (error) {
      if (taken.length === 0) throw error;
      throw new GroupNotClosed(taken, error);
    }
  }

  /**
   * @returns how many were closed here; none of those that another process has taken, or that were not due
   * @throws whatever kept one of them from being closed: then none is
   */
  close(sessionIds: readonly ExamSessionId[]): Promise<number> {
    return this.transaction.run(async () => {
      return this.end(await this.transaction.rows<OverdueSession>(takeThese, [sessionIds]));
    });
  }

  /** With the rows taken before: what is read here cannot miss a save that committed meanwhile. */
  private async end(taken: readonly OverdueSession[]): Promise<number> {
    const closed = taken.flatMap((session) => expireSession(session, session.readAt) ?? []);
    if (closed.length === 0) return 0;
    await this.move(closed);
    await this.log.append(
      closed.map(({ sessionId }) => ({ sessionId, kind: 'expired' as const, actorId: null })),
    );
    await this.receipts.storeAll(closed);
    return closed.length;
  }

  /** The part of a session that its end changes. */
  private async move(closed: readonly Expired<OverdueSession>[]): Promise<void> {
    const moved = await this.transaction.rows(
      `UPDATE exam_sessions s
       SET status = t.status, closed_at = t.closed_at, closed_by = t.closed_by, closing = t.closing
       FROM unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::text[], $5::smallint[])
         AS t(session_id, status, closed_at, closed_by, closing)
       WHERE s.session_id = t.session_id AND s.status = 'active' RETURNING 1`,
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
