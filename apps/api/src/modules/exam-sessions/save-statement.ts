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

/** Who may save: a batch may hold saves of a session by its holder, a former holder and a stranger. */
export type SaveHolder = Pick<SaveRow, 'sessionId' | 'candidateId' | 'epoch'>;

/** A session whose holder may save now; sessions that may not are absent. */
export interface HeldSession extends SaveHolder {
  readonly deadline: Date | null;
  readonly now: Date;
  /** What this save stored; the rest was known already or is superseded. */
  readonly stored: readonly { readonly itemNo: number; readonly revision: number }[];
}

/** One row a stored response; one without response for a holder of whom nothing was stored. */
export interface SaveResult extends SaveHolder {
  readonly deadline: Date | null;
  readonly now: Date;
  readonly itemNo: number | null;
  readonly revision: number | null;
}

/**
 * The clock is read once, not for each row; holders are locked in order of their ids. One row outside the
 * open section is enough for its holder not to save; sessions without sections look at no row for that.
 */
export const saveStatement = {
  name: 'save-responses',
  text: `
    WITH clock AS MATERIALIZED (SELECT attest_now() AS now),
    incoming AS (
      SELECT session_id, candidate_id, epoch, item_no, revision, nullif(value, 'null') AS value, marks
      FROM ROWS FROM (unnest($1::uuid[], $2::uuid[], $3::int[], $4::smallint[], $5::int[]),
          jsonb_array_elements($6::jsonb), jsonb_array_elements($7::jsonb))
        AS t(session_id, candidate_id, epoch, item_no, revision, value, marks)),
    holder AS (
      UPDATE exam_sessions s SET last_saved_at = (SELECT now FROM clock)
      FROM (SELECT DISTINCT session_id, candidate_id, epoch FROM incoming ORDER BY 1) i
      WHERE s.session_id = i.session_id AND s.candidate_id = i.candidate_id AND s.epoch = i.epoch
        AND s.status = 'active'
        AND (s.deadline IS NULL OR (SELECT now FROM clock) <= s.deadline + s.grace)
        AND (s.open_from IS NULL OR NOT EXISTS (
          SELECT FROM incoming c
          WHERE c.session_id = s.session_id AND c.candidate_id = s.candidate_id AND c.epoch = s.epoch
            AND c.item_no > 0 AND c.item_no NOT BETWEEN s.open_from AND s.open_to))
      RETURNING s.session_id, s.candidate_id, s.epoch, s.deadline),
    stored AS (
      INSERT INTO responses AS r (session_id, item_no, revision, epoch, value, marks, saved_at)
      SELECT i.session_id, i.item_no, i.revision, i.epoch, i.value, i.marks, (SELECT now FROM clock)
      FROM incoming i JOIN holder h USING (session_id, candidate_id, epoch)
      ON CONFLICT (session_id, item_no) DO UPDATE
        SET revision = excluded.revision, epoch = excluded.epoch, value = excluded.value,
          marks = excluded.marks, saved_at = excluded.saved_at
        WHERE r.revision < excluded.revision
      RETURNING r.session_id, r.item_no, r.revision)
    SELECT h.session_id AS "sessionId", h.candidate_id AS "candidateId", h.epoch, h.deadline,
      (SELECT now FROM clock) AS now, t.item_no AS "itemNo", t.revision
    FROM holder h LEFT JOIN stored t USING (session_id)`,
};

/** Written as PostgreSQL reads them: the driver would look at each element for itself. */
export function saveParameters(rows: readonly SaveRow[]): string[] {
  return [
    listOf(rows.map((row) => row.sessionId)),
    listOf(rows.map((row) => row.candidateId)),
    listOf(rows.map((row) => row.epoch)),
    listOf(rows.map((row) => row.itemNo)),
    listOf(rows.map((row) => row.revision)),
    JSON.stringify(rows.map((row) => row.value)),
    JSON.stringify(rows.map((row) => row.marks)),
  ];
}

/** Ids and numbers need no quotes. */
function listOf(elements: readonly (string | number)[]): string {
  return `{${elements.join(',')}}`;
}
