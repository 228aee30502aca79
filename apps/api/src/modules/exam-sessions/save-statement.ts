/**
 * The save: one statement, one round trip, one transaction (reliability §1.4).
 *
 * It must *update* the session row, not merely look at it: a check alone passes while a close is
 * committing and would store an answer after the end. A row that is touched twice in one statement
 * is an error, so callers collapse a batch to the highest revision first.
 */
import type { AccountId, ExamSessionId, Marks, ResponseValue } from '@attest/contracts';

export interface SaveRow {
  readonly sessionId: ExamSessionId;
  readonly candidateId: AccountId;
  readonly epoch: number;
  readonly itemNo: number;
  readonly revision: number;
  readonly value: ResponseValue | null;
  readonly marks: Marks;
}

/** A session whose holder may save now; sessions that may not are absent. */
export interface HeldSession {
  readonly sessionId: ExamSessionId;
  readonly deadline: Date | null;
  readonly now: Date;
  /** What this statement stored; the rest was known already or is superseded. */
  readonly stored: readonly { readonly itemNo: number; readonly revision: number }[];
}

export const saveStatement = {
  name: 'save-responses',
  text: `
    WITH incoming AS (
      SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::int[], $4::smallint[], $5::int[], $6::jsonb[], $7::jsonb[])
        AS t(session_id, candidate_id, epoch, item_no, revision, value, marks)),
    holder AS (
      UPDATE exam_sessions s SET last_saved_at = attest_now()
      FROM (SELECT DISTINCT session_id, candidate_id, epoch FROM incoming ORDER BY 1) i
      WHERE s.session_id = i.session_id AND s.candidate_id = i.candidate_id AND s.epoch = i.epoch
        AND s.status = 'active' AND (s.deadline IS NULL OR attest_now() <= s.deadline + s.grace)
      RETURNING s.session_id, s.candidate_id, s.epoch, s.deadline),
    stored AS (
      INSERT INTO responses AS r (session_id, item_no, revision, epoch, value, marks, saved_at)
      SELECT i.session_id, i.item_no, i.revision, i.epoch, i.value, i.marks, attest_now()
      FROM incoming i JOIN holder h USING (session_id, candidate_id, epoch)
      ON CONFLICT (session_id, item_no) DO UPDATE
        SET revision = excluded.revision, epoch = excluded.epoch, value = excluded.value,
          marks = excluded.marks, saved_at = excluded.saved_at
        WHERE r.revision < excluded.revision
      RETURNING r.session_id, r.item_no, r.revision)
    SELECT h.session_id AS "sessionId", h.deadline, attest_now() AS now,
      coalesce((SELECT json_agg(json_build_object('itemNo', t.item_no, 'revision', t.revision))
        FROM stored t WHERE t.session_id = h.session_id), '[]') AS stored
    FROM holder h`,
};

export function saveParameters(rows: readonly SaveRow[]): unknown[] {
  return [
    rows.map((row) => row.sessionId),
    rows.map((row) => row.candidateId),
    rows.map((row) => row.epoch),
    rows.map((row) => row.itemNo),
    rows.map((row) => row.revision),
    rows.map((row) => (row.value === null ? null : JSON.stringify(row.value))),
    rows.map((row) => JSON.stringify(row.marks)),
  ];
}
