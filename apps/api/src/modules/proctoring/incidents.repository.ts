import { Injectable } from '@nestjs/common';
import type { AccountId, ExamSessionId, Incident } from '@attest/contracts';
import { Transaction } from '../../platform/database/transaction.ts';

interface IncidentRow extends Omit<Incident, 'openedAt' | 'closedAt'> {
  readonly openedAt: Date;
  readonly closedAt: Date | null;
}

export interface HeldSession {
  readonly sessionId: ExamSessionId;
  readonly endedBy: AccountId;
  readonly reason: string;
}

export interface IncidentListing {
  readonly isOpen: boolean | null;
  /** Lists incidents opened before this one. */
  readonly beforeId: string | null;
  readonly limit: number;
}

const columns = `i.id, i.exam_id AS "examId", v.definition->>'title' AS "examTitle", i.reason,
  i.opened_at AS "openedAt", a.display_name AS "openedBy", i.closed_at AS "closedAt",
  CASE WHEN i.closed_at IS NULL THEN (
    SELECT count(*)::int FROM exam_sessions s JOIN exam_versions of ON of.id = s.exam_version_id
    WHERE of.exam_id = i.exam_id AND s.paused_for = 'incident') ELSE 0 END AS "pausedCount"`;
const tables = `exam_incidents i JOIN accounts a ON a.id = i.opened_by JOIN exams e ON e.id = i.exam_id
  JOIN exam_versions v ON v.exam_id = e.id AND v.version = e.version`;

@Injectable()
export class IncidentsRepository {
  constructor(private readonly transaction: Transaction) {}

  /** @returns false where the exam is stopped already: the index allows one stop at a time */
  async insert(id: string, examId: string, reason: string, openedBy: AccountId): Promise<boolean> {
    const inserted = await this.transaction.rows(
      `INSERT INTO exam_incidents (id, exam_id, reason, opened_by, opened_at)
       VALUES ($1, $2, $3, $4, attest_now()) ON CONFLICT DO NOTHING RETURNING id`,
      [id, examId, reason, openedBy],
    );
    return inserted.length > 0;
  }

  /** @returns false when it was ended before */
  async end(id: string, reason: string, closedBy: AccountId): Promise<boolean> {
    const ended = await this.transaction.rows(
      `UPDATE exam_incidents SET closed_at = attest_now(), closed_by = $2, closing_reason = $3
       WHERE id = $1 AND closed_at IS NULL RETURNING id`,
      [id, closedBy, reason],
    );
    return ended.length > 0;
  }

  async find(id: string): Promise<Incident | null> {
    const [row] = await this.transaction.rows<IncidentRow>(
      `SELECT ${columns} FROM ${tables} WHERE i.id = $1`,
      [id],
    );
    return row === undefined ? null : asRead(row);
  }

  /** The latest first. */
  async list({ isOpen, beforeId, limit }: IncidentListing): Promise<Incident[]> {
    const rows = await this.transaction.rows<IncidentRow>(
      `SELECT ${columns} FROM ${tables}
       WHERE ($1::boolean IS NULL OR (i.closed_at IS NULL) = $1) AND ($2::uuid IS NULL OR i.id < $2)
       ORDER BY i.id DESC LIMIT $3`,
      [isOpen, beforeId, limit],
    );
    return rows.map(asRead);
  }

  async sitsIn(accountId: AccountId, examId: string): Promise<boolean> {
    const own = await this.transaction.rows(
      `SELECT 1 FROM exam_sessions s JOIN exam_versions v ON v.id = s.exam_version_id
       WHERE v.exam_id = $2 AND s.candidate_id = $1 AND s.mode = 'exam' AND s.status IN ('active', 'paused')`,
      [accountId, examId],
    );
    return own.length > 0;
  }

  /** Sessions that run although their exam is stopped, those with least time first. */
  async runningInStopped(limit: number): Promise<ExamSessionId[]> {
    const rows = await this.transaction.rows<{ sessionId: ExamSessionId }>(
      `SELECT s.session_id AS "sessionId"
       FROM exam_incidents i JOIN exam_versions v ON v.exam_id = i.exam_id
       JOIN exam_sessions s ON s.exam_version_id = v.id
       WHERE i.closed_at IS NULL AND s.status = 'active' AND s.mode = 'exam'
         AND (s.deadline IS NULL OR s.deadline + s.grace >= attest_now())
       ORDER BY s.deadline LIMIT $1`,
      [limit],
    );
    return rows.map(({ sessionId }) => sessionId);
  }

  /** Sessions that stand still for a stop which has ended. */
  heldByEnded(limit: number): Promise<HeldSession[]> {
    return this.transaction.rows<HeldSession>(
      `SELECT s.session_id AS "sessionId", last.closed_by AS "endedBy", last.closing_reason AS reason
       FROM exam_sessions s JOIN exam_versions v ON v.id = s.exam_version_id
       JOIN LATERAL (SELECT i.closed_by, i.closing_reason FROM exam_incidents i
         WHERE i.exam_id = v.exam_id ORDER BY i.id DESC LIMIT 1) last ON last.closed_by IS NOT NULL
       WHERE s.paused_for = 'incident' ORDER BY s.session_id LIMIT $1`,
      [limit],
    );
  }
}

function asRead({ openedAt, closedAt, ...incident }: IncidentRow): Incident {
  return {
    ...incident,
    openedAt: openedAt.toISOString(),
    closedAt: closedAt?.toISOString() ?? null,
  };
}
