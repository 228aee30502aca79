import { Injectable } from '@nestjs/common';
import type { Monitor } from '@attest/contracts';
import { Transaction } from '../../platform/database/transaction.ts';

const mostExams = 200;

/** Exams at work: those with sessions that wait, run or stand still, and those that are stopped. */
@Injectable()
export class MonitoredExams {
  constructor(private readonly transaction: Transaction) {}

  /** Those with most to watch first. */
  atWork(): Promise<Monitor['exams']> {
    return this.transaction.rows<Monitor['exams'][number]>(
      `SELECT e.id, e.slug, v.definition->>'title' AS title, coalesce(o.count, 0) AS "openCount"
       FROM exams e JOIN exam_versions v ON v.exam_id = e.id AND v.version = e.version
       LEFT JOIN (
         SELECT of.exam_id, count(*)::int AS count
         FROM exam_sessions s JOIN exam_versions of ON of.id = s.exam_version_id
         WHERE s.mode = 'exam' AND s.status IN ('booked', 'ready', 'active', 'paused') GROUP BY of.exam_id
       ) o ON o.exam_id = e.id
       WHERE o.count > 0 OR EXISTS (
         SELECT 1 FROM exam_incidents i WHERE i.exam_id = e.id AND i.closed_at IS NULL)
       ORDER BY "openCount" DESC, e.slug LIMIT $1`,
      [mostExams],
    );
  }

  /** @param examId null: of every exam */
  async incidents(examId: string | null): Promise<Monitor['incidents']> {
    const rows = await this.transaction.rows<Omit<Monitor['incidents'][number], 'openedAt'> & { at: Date }>(
      `SELECT i.id, i.exam_id AS "examId", v.definition->>'title' AS "examTitle", i.reason,
         i.opened_at AS at, a.display_name AS "openedBy", NULL AS "closedAt",
         (SELECT count(*)::int FROM exam_sessions s JOIN exam_versions of ON of.id = s.exam_version_id
           WHERE of.exam_id = i.exam_id AND s.status = 'paused' AND s.paused_for = 'incident') AS "pausedCount"
       FROM exam_incidents i JOIN accounts a ON a.id = i.opened_by JOIN exams e ON e.id = i.exam_id
       JOIN exam_versions v ON v.exam_id = e.id AND v.version = e.version
       WHERE i.closed_at IS NULL AND ($1::uuid IS NULL OR i.exam_id = $1) ORDER BY i.opened_at LIMIT $2`,
      [examId, mostExams],
    );
    return rows.map(({ at, ...incident }) => ({ ...incident, openedAt: at.toISOString() }));
  }
}
