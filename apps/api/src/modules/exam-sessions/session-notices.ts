import { Injectable } from '@nestjs/common';
import type { ExamSessionId, SessionNotice } from '@attest/contracts';
import { Transaction } from '../../platform/database/transaction.ts';
import { newId } from '../../platform/ids/new-id.ts';

/** What staff tell a candidate. Waits in the database until the browser says that it was seen. */
@Injectable()
export class SessionNotices {
  constructor(private readonly transaction: Transaction) {}

  async tell(
    sessionId: ExamSessionId,
    notice: Pick<SessionNotice, 'kind' | 'seconds' | 'text'>,
  ): Promise<void> {
    await this.transaction.rows(
      `INSERT INTO session_notices (session_id, id, kind, seconds, text, created_at)
       VALUES ($1, $2, $3, $4, $5, attest_now())`,
      [sessionId, newId(), notice.kind, notice.seconds, notice.text],
    );
  }

  /** Oldest first. */
  async unseen(sessionId: ExamSessionId): Promise<SessionNotice[]> {
    const rows = await this.transaction.rows<Omit<SessionNotice, 'at'> & { createdAt: Date }>(
      `SELECT id, kind, seconds, text, created_at AS "createdAt" FROM session_notices
       WHERE session_id = $1 AND seen_at IS NULL ORDER BY id LIMIT 50`,
      [sessionId],
    );
    return rows.map(({ createdAt, ...notice }) => ({ ...notice, at: createdAt.toISOString() }));
  }

  async markSeen(sessionId: ExamSessionId, ids: readonly string[]): Promise<void> {
    await this.transaction.rows(
      `UPDATE session_notices SET seen_at = attest_now()
       WHERE session_id = $1 AND id = ANY($2::uuid[]) AND seen_at IS NULL`,
      [sessionId, ids],
    );
  }
}
