import { Injectable } from '@nestjs/common';
import type {
  AccountId,
  ExamSession,
  ExamSessionId,
  ResponseValue,
  SessionMode,
  SessionReceipt,
  SessionStatus,
} from '@attest/contracts';
import type { SessionState } from '@attest/exam-engine';
import { isAnswered } from '@attest/scoring';
import { Transaction } from '../../platform/database/transaction.ts';
import { Problem } from '../../platform/http/problem.ts';
import { listColumns, listTables, toExamSession, type ListedSession } from './listed-session.ts';

/** A session row with the instant at which the deciding transaction read it. */
export interface SessionAsRead extends SessionState {
  readonly sessionId: ExamSessionId;
  readonly candidateId: AccountId;
  readonly examVersionId: string;
  readonly formId: string;
  readonly mode: SessionMode;
  readonly heldBy: string | null;
  readonly itemCount: number;
  readonly closedBy: SessionReceipt['closedBy'] | null;
  readonly readAt: Date;
}

const sessionColumns = `s.session_id AS "sessionId", s.candidate_id AS "candidateId",
  s.exam_version_id AS "examVersionId", s.form_id AS "formId", s.mode, s.status, s.epoch,
  s.held_by AS "heldBy", s.item_count AS "itemCount", s.started_at AS "startedAt", s.deadline,
  s.closed_at AS "closedAt", s.closed_by AS "closedBy", s.closing, s.paused_for AS "pausedFor",
  s.paused_at AS "pausedAt", s.paused_until AS "pausedUntil", s.pause_reason AS "pauseReason",
  extract(epoch FROM s.time_allowed)::int AS "durationSeconds",
  extract(epoch FROM s.grace)::int AS "graceSeconds", CASE WHEN s.open_section IS NOT NULL THEN
    json_build_object('section', s.open_section, 'from', s.open_from, 'to', s.open_to) END AS "openSection",
  attest_now() AS "readAt"`;

export interface SessionListing {
  readonly accountId: AccountId;
  readonly status: 'open' | 'closed' | null;
  /** Lists sessions booked before this one. */
  readonly beforeId: ExamSessionId | null;
  readonly limit: number;
}

export { pauseOf } from './listed-session.ts';

@Injectable()
export class ExamSessionsRepository {
  constructor(private readonly transaction: Transaction) {}

  /**
   * Takes the row of a candidate's own session, as strongly as an update does: rows that only refer to
   * it, such as events, are written beside it, or both would wait for each other.
   *
   * @throws Problem `not-found`, also for foreign ones
   */
  async lock(sessionId: ExamSessionId, { ownedBy }: { readonly ownedBy: AccountId }): Promise<SessionAsRead> {
    const [session] = await this.transaction.rows<SessionAsRead>(
      `SELECT ${sessionColumns} FROM exam_sessions s WHERE s.session_id = $1 AND s.candidate_id = $2 FOR NO KEY UPDATE`,
      [sessionId, ownedBy],
    );
    if (session === undefined) throw noSuchSession();
    return session;
  }

  /** As `lock` takes one, but waits for none: what another transaction has is left out, as are foreign ones. */
  lockOwnFree(
    wanted: readonly { readonly sessionId: ExamSessionId; readonly ownedBy: AccountId }[],
  ): Promise<SessionAsRead[]> {
    return this.transaction.rows<SessionAsRead>(
      `SELECT ${sessionColumns} FROM exam_sessions s
       WHERE s.session_id = ANY($1::uuid[])
         AND EXISTS (SELECT FROM unnest($1::uuid[], $2::uuid[]) AS w(session_id, owned_by)
                     WHERE w.session_id = s.session_id AND w.owned_by = s.candidate_id)
       ORDER BY s.session_id FOR NO KEY UPDATE OF s SKIP LOCKED`,
      [wanted.map(({ sessionId }) => sessionId), wanted.map(({ ownedBy }) => ownedBy)],
    );
  }

  /** Takes the row of anybody's session, for staff and the product's own work. @throws Problem `not-found` */
  async lockAny(sessionId: ExamSessionId): Promise<SessionAsRead> {
    const [session] = await this.transaction.rows<SessionAsRead>(
      `SELECT ${sessionColumns} FROM exam_sessions s WHERE s.session_id = $1 FOR NO KEY UPDATE`,
      [sessionId],
    );
    if (session === undefined) throw noSuchSession('There is no such exam session.');
    return session;
  }

  /** Takes the row unless another process has it, for the sweep. */
  async lockIfFree(sessionId: ExamSessionId): Promise<SessionAsRead | null> {
    const [session] = await this.lockThoseFree([sessionId]);
    return session ?? null;
  }

  /** Takes the rows that no other process has, in order of their ids. */
  lockThoseFree(sessionIds: readonly ExamSessionId[]): Promise<SessionAsRead[]> {
    return this.transaction.rows<SessionAsRead>(
      `SELECT ${sessionColumns} FROM exam_sessions s WHERE s.session_id = ANY($1::uuid[])
       ORDER BY s.session_id FOR NO KEY UPDATE SKIP LOCKED`,
      [sessionIds],
    );
  }

  async find(sessionId: ExamSessionId): Promise<SessionAsRead | null> {
    const [session] = await this.transaction.rows<SessionAsRead>(
      `SELECT ${sessionColumns} FROM exam_sessions s WHERE s.session_id = $1`,
      [sessionId],
    );
    return session ?? null;
  }

  /** @throws Error when another transaction moved the session meanwhile, which the row lock excludes */
  async move(from: SessionStatus, session: SessionAsRead): Promise<void> {
    const moved = await this.transaction.rows(
      `UPDATE exam_sessions SET status = $3, epoch = $4, held_by = $5, started_at = $6, deadline = $7,
         closed_at = $8, closed_by = $9, closing = $10, paused_for = $11, paused_at = $12,
         paused_until = $13, pause_reason = $14
       WHERE session_id = $1 AND status = $2 RETURNING session_id`,
      [
        session.sessionId,
        from,
        session.status,
        session.epoch,
        session.heldBy,
        session.startedAt,
        session.deadline,
        session.closedAt,
        session.closedBy,
        session.closing,
        session.pausedFor,
        session.pausedAt,
        session.pausedUntil,
        session.pauseReason,
      ],
    );
    if (moved.length !== 1) throw new Error(`session ${session.sessionId} is no longer ${from}`);
  }

  /** From the section before. @throws Error as `move` does */
  async openSection({ sessionId, openSection }: SessionAsRead): Promise<void> {
    if (openSection === null) throw new Error(`session ${sessionId} has no sections`);
    const { section, from, to } = openSection;
    const opened = await this.transaction.rows(
      `UPDATE exam_sessions SET open_section = $2, open_from = $3, open_to = $4
       WHERE session_id = $1 AND status = 'active' AND open_section = $5 RETURNING session_id`,
      [sessionId, section, from, to, section - 1],
    );
    if (opened.length !== 1) throw new Error(`session ${sessionId} left another section`);
  }

  /** The part of sessions that their start changes. @throws Error as `move` does */
  async begin(started: readonly SessionAsRead[]): Promise<void> {
    const begun = await this.transaction.rows(
      `UPDATE exam_sessions s
       SET status = t.status, epoch = t.epoch, held_by = t.held_by, started_at = t.started_at, deadline = t.deadline
       FROM unnest($1::uuid[], $2::text[], $3::int[], $4::uuid[], $5::timestamptz[], $6::timestamptz[])
         AS t(session_id, status, epoch, held_by, started_at, deadline)
       WHERE s.session_id = t.session_id AND s.status = 'ready' RETURNING s.session_id`,
      [
        started.map(({ sessionId }) => sessionId),
        started.map(({ status }) => status),
        started.map(({ epoch }) => epoch),
        started.map(({ heldBy }) => heldBy),
        started.map(({ startedAt }) => startedAt),
        started.map(({ deadline }) => deadline),
      ],
    );
    if (begun.length !== started.length)
      throw new Error('sessions whose rows were taken do not wait any more');
  }

  async read(sessionId: ExamSessionId, accountId: AccountId): Promise<ExamSession> {
    const [row] = await this.transaction.rows<ListedSession>(
      `SELECT ${listColumns} FROM ${listTables} WHERE s.session_id = $1 AND b.account_id = $2`,
      [sessionId, accountId],
    );
    if (row === undefined) throw noSuchSession();
    const counts = await this.answeredCounts([row]);
    return toExamSession(row, counts);
  }

  async list({ accountId, status, beforeId, limit }: SessionListing): Promise<ExamSession[]> {
    const rows = await this.transaction.rows<ListedSession>(
      `SELECT ${listColumns} FROM ${listTables}
       WHERE b.account_id = $1 AND ($2::uuid IS NULL OR s.session_id < $2)
         AND ($3::text IS NULL OR (s.status IN ('booked', 'ready', 'active', 'paused')) = ($3 = 'open'))
       ORDER BY s.session_id DESC LIMIT $4`,
      [accountId, beforeId, status, limit],
    );
    const counts = await this.answeredCounts(rows);
    return rows.map((row) => toExamSession(row, counts));
  }

  /** By the rule that receipt and outcome count with; a session that has its receipt is not counted again. */
  private async answeredCounts(
    sessions: readonly ListedSession[],
  ): Promise<ReadonlyMap<ExamSessionId, number>> {
    const counts = new Map<ExamSessionId, number>();
    const open = sessions.filter(({ receivedCount }) => receivedCount === null).map(({ id }) => id);
    if (open.length === 0) return counts;
    const responses = await this.transaction.rows<{ sessionId: ExamSessionId; value: ResponseValue }>(
      `SELECT session_id AS "sessionId", value FROM responses
       WHERE session_id = ANY($1::uuid[]) AND item_no > 0 AND value IS NOT NULL`,
      [open],
    );
    for (const { sessionId, value } of responses) {
      if (isAnswered(value)) counts.set(sessionId, (counts.get(sessionId) ?? 0) + 1);
    }
    return counts;
  }

  async breakSecondsLeft(sessionId: ExamSessionId): Promise<number> {
    const [row] = await this.transaction.rows<{ seconds: number }>(
      `SELECT break_seconds_left AS seconds FROM bookings WHERE session_id = $1`,
      [sessionId],
    );
    return row?.seconds ?? 0;
  }

  /** Of the present end of a closed session. */
  async receiptBody({ sessionId, closing }: SessionAsRead): Promise<string | null> {
    const [row] = await this.transaction.rows<{ body: string }>(
      `SELECT body FROM receipts WHERE session_id = $1 AND closing = $2`,
      [sessionId, closing],
    );
    return row?.body ?? null;
  }
}

export function noSuchSession(detail = 'You have no such exam session.'): Problem {
  return new Problem('not-found', { detail });
}
