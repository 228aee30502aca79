import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { query } from './database.ts';
import { historyFaults, type History } from './history-invariants.ts';

export type { SentResponse } from './history-invariants.ts';

export interface Check {
  readonly history?: History;
  /** `ScoreSession.recompute`: the outcome once more from what is stored. */
  readonly recompute?: (sessionId: string) => Promise<string>;
}

/**
 * The promises of the delivery protocol, looked up in the rows past the application. Call it when
 * nothing is under way.
 *
 * @returns one line a broken promise, with the session it was broken in
 */
export async function brokenInvariants(databaseUrl: string, check: Check = {}): Promise<string[]> {
  const rows = await Promise.all(
    inSql.map(async ({ promise, sql }) =>
      (await query<{ of: string }>(databaseUrl, sql)).map((row) => `${promise}: ${row.of}`),
    ),
  );
  return [
    ...rows.flat(),
    ...(await receiptFaults(databaseUrl)),
    ...(check.history === undefined ? [] : await historyFaults(databaseUrl, check.history)),
    ...(check.recompute === undefined ? [] : await outcomeFaults(databaseUrl, check.recompute)),
  ];
}

const closed = `('submitted', 'expired', 'marking', 'scored', 'released')`;

const inSql = [
  {
    promise: 'I3 no response is saved after deadline and grace',
    sql: `SELECT s.session_id AS of FROM responses r JOIN exam_sessions s USING (session_id)
          WHERE r.saved_at > s.deadline + s.grace
            AND NOT EXISTS (SELECT 1 FROM late_material l WHERE l.session_id = r.session_id
              AND l.decision = 'admitted' AND l.decided_at = r.saved_at)`,
  },
  {
    promise: 'I5 a session has one receipt for each time it was closed, and outcomes of those ends only',
    sql: `SELECT s.session_id AS of FROM exam_sessions s
          WHERE (SELECT coalesce(array_agg(r.closing ORDER BY r.closing), '{}')
              FROM receipts r WHERE r.session_id = s.session_id)
            <> (SELECT coalesce(array_agg(n::smallint ORDER BY n), '{}') FROM generate_series(1, s.closing) n)
             OR EXISTS (SELECT 1 FROM outcomes o
               WHERE o.session_id = s.session_id AND o.closing NOT BETWEEN 1 AND s.closing)
             OR (s.status IN ${closed} AND s.closing = 0)`,
  },
  {
    promise: 'I5 a closed session is scored once',
    sql: `SELECT s.session_id AS of FROM exam_sessions s
          WHERE s.status IN ${closed}
            AND (SELECT count(*) FROM outcomes o
              WHERE o.session_id = s.session_id AND o.closing = s.closing AND o.revision = 1) <> 1
            AND NOT EXISTS (SELECT 1 FROM outbox b
              WHERE b.delivered_at IS NULL AND b.payload->>'sessionId' = s.session_id::text)`,
  },
  {
    promise: 'I5 each end of a session asked for its outcome once',
    sql: `SELECT s.session_id AS of FROM exam_sessions s
          LEFT JOIN (SELECT payload->>'sessionId' AS id, count(*) AS times FROM outbox
              WHERE kind = 'exam-session-closed' GROUP BY 1) o ON o.id = s.session_id::text
          WHERE s.closing <> coalesce(o.times, 0)`,
  },
  {
    promise: 'I6 the totals of an outcome agree with their parts and with the receipt',
    sql: `SELECT o.session_id AS of FROM outcomes o
          JOIN receipts r ON r.session_id = o.session_id AND r.closing = o.closing,
            jsonb_to_record(o.body::jsonb) AS t("rawScore" float8, "rawCut" float8, "maximumRawScore" float8,
              decision text, "scaledScore" int, "itemCount" int, "answeredCount" int, pacing jsonb, domains jsonb),
            -- A right answer is a whole point, one that is partly right less than that.
            LATERAL (SELECT count(*) AS scored, count(*) FILTER (WHERE p->>'verdict' = 'correct') AS fully,
                count(*) FILTER (WHERE p->>'verdict' = 'partly') AS partly
              FROM jsonb_array_elements(t.pacing) p) AS parts,
            LATERAL (SELECT coalesce(sum((d->>'itemCount')::int), 0) AS scored
              FROM jsonb_array_elements(t.domains) d) AS by_domain
          WHERE t."rawScore" > t."maximumRawScore" OR (t.decision = 'pass') <> (t."rawScore" >= t."rawCut")
             OR t.decision <> o.decision OR t."scaledScore" <> o.scaled_score
             OR t."answeredCount" <> (r.body::jsonb->>'answeredCount')::int
             OR t."itemCount" <> (r.body::jsonb->>'itemCount')::int
             OR t."itemCount" <> parts.scored OR t."maximumRawScore" <> parts.scored
             OR by_domain.scored <> parts.scored
             OR t."rawScore" NOT BETWEEN parts.fully - 1e-9 AND parts.fully + parts.partly + 1e-9`,
  },
  {
    promise: 'I7 every response belongs to the form of its session',
    sql: `SELECT s.session_id AS of FROM responses r JOIN exam_sessions s USING (session_id)
          JOIN session_forms f USING (session_id)
          WHERE NOT (r.item_no BETWEEN 1 AND s.item_count OR r.item_no BETWEEN
            -jsonb_array_length(convert_from(f.body, 'UTF8')::jsonb -> 'stimuli') AND -1)`,
  },
  {
    promise: 'I7 no response belongs to a section that was never opened',
    sql: `SELECT s.session_id AS of FROM responses r JOIN exam_sessions s USING (session_id)
          WHERE r.item_no > s.open_to`,
  },
  {
    promise: 'I8 a session has one form, and an epoch not older than any response',
    sql: `SELECT s.session_id AS of FROM exam_sessions s
          WHERE (SELECT count(*) FROM session_forms f WHERE f.session_id = s.session_id) <> 1
             OR (s.started_at IS NULL) <> (s.epoch = 0)
             OR s.epoch < (SELECT max(r.epoch) FROM responses r WHERE r.session_id = s.session_id)`,
  },
  {
    promise: 'I11 the events of a session form an unbroken chain',
    sql: `SELECT DISTINCT l.session_id AS of FROM session_logs l LEFT JOIN (
            SELECT *, row_number() OVER own AS place, count(*) OVER (PARTITION BY session_id) AS total,
              lag(hash, 1, sha256(uuid_send(session_id))) OVER own AS before
            FROM session_events WINDOW own AS (PARTITION BY session_id ORDER BY seq)) e USING (session_id)
          WHERE l.last_seq <> coalesce(e.total, 0) OR e.seq <> e.place
             OR e.hash <> sha256(e.before || int4send(e.seq) || int8send((extract(epoch FROM e.at) * 1000)::bigint)
               || convert_to(e.kind || E'\\n' || coalesce(e.actor_id::text, '') || E'\\n' || e.body, 'UTF8'))
             OR (e.seq = l.last_seq AND e.hash <> l.last_hash)`,
  },
  {
    promise: 'I11 the events of a session explain its state',
    sql: `SELECT s.session_id AS of FROM exam_sessions s
          WHERE NOT EXISTS (SELECT 1 FROM session_logs l WHERE l.session_id = s.session_id)
             OR s.status <> ALL ((SELECT CASE e.kind
                 WHEN 'booked' THEN '{ready}' WHEN 'started' THEN '{active}' WHEN 'continued' THEN '{active}'
                 WHEN 'reopened' THEN '{active}' WHEN 'paused' THEN '{paused}' WHEN 'voided' THEN '{voided}'
                 ELSE '{submitted,expired,marking,scored,released}' END::text[]
               FROM session_events e WHERE e.session_id = s.session_id AND e.kind IN
                 ('booked', 'started', 'paused', 'continued', 'submitted', 'expired', 'ended', 'reopened', 'voided')
               ORDER BY e.seq DESC LIMIT 1)::text[])`,
  },
  {
    promise: 'I11 the audit trail forms an unbroken chain',
    sql: `SELECT e.id AS of FROM (
            SELECT *, row_number() OVER own AS place,
              lag(hash, 1, sha256('attest audit trail')) OVER own AS before
            FROM audit_events WHERE seq IS NOT NULL WINDOW own AS (ORDER BY seq)) e
          WHERE e.seq <> e.place
             OR e.hash <> sha256(e.before || int8send(e.seq) || int8send((extract(epoch FROM e.at) * 1000)::bigint)
               || convert_to(concat_ws(E'\\n', e.id::text, e.kind, coalesce(e.actor_id::text, ''), e.subject_kind,
                 e.subject_id, e.body, coalesce(e.reason, '')), 'UTF8'))`,
  },
  {
    promise: 'I12 work after a commit is done or visibly failing',
    sql: `SELECT id AS of FROM outbox WHERE delivered_at IS NULL AND last_fault IS NULL`,
  },
];

interface ReceiptWithResponses extends Record<string, unknown> {
  readonly sessionId: string;
  readonly digest: string;
  readonly body: { readonly digest: string; readonly revisions: readonly (readonly [string, number])[] };
  readonly rows: readonly (readonly [itemNo: number, revision: number, value: unknown])[];
}

/** I4: what is stored of a closed session is what its receipt says, for ever. */
async function receiptFaults(databaseUrl: string): Promise<string[]> {
  const receipts = await query<ReceiptWithResponses>(
    databaseUrl,
    `SELECT c.session_id AS "sessionId", c.digest, c.body::json AS body,
       coalesce((SELECT json_agg(json_build_array(r.item_no, r.revision, r.value) ORDER BY r.item_no)
         FROM responses r WHERE r.session_id = c.session_id), '[]') AS rows
     FROM receipts c JOIN exam_sessions s USING (session_id)
     WHERE c.closing = s.closing AND s.closed_at IS NOT NULL`,
  );
  return receipts
    .filter(({ digest, body, rows }) => {
      const stored = createHash('sha256')
        .update(String(canonicalize(rows)))
        .digest('hex');
      const revisions = rows.map(([, revision]) => revision);
      const told = body.revisions.map(([, revision]) => revision);
      return stored !== digest || body.digest !== digest || canonicalize(told) !== canonicalize(revisions);
    })
    .map(({ sessionId }) => `I4 the receipt matches the stored responses: ${sessionId}`);
}

/** I6: the same inputs give the same bytes. */
async function outcomeFaults(
  databaseUrl: string,
  recompute: (sessionId: string) => Promise<string>,
): Promise<string[]> {
  const outcomes = await query<{ sessionId: string; body: string }>(
    databaseUrl,
    `SELECT DISTINCT ON (session_id) session_id AS "sessionId", body FROM outcomes o
     JOIN exam_sessions s USING (session_id) WHERE o.closing = s.closing AND s.closed_at IS NOT NULL
     ORDER BY session_id, revision DESC`,
  );
  const faults: string[] = [];
  for (const { sessionId, body } of outcomes) {
    if ((await recompute(sessionId)) !== body) faults.push(`I6 an outcome can be recomputed: ${sessionId}`);
  }
  return faults;
}
