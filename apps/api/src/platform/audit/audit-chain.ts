import { Injectable } from '@nestjs/common';
import { Transaction } from '../database/transaction.ts';

/** Rows that one round takes; the next follows at once while there are more. */
const mostAtOnce = 500;
/** Of all processes one seals at a time; the others pass by. */
const lock = `hashtextextended('audit_events chain', 0)`;
/** What the first row is hashed with. */
const start = `sha256('attest audit trail'::bytea)`;

/**
 * The reason comes last: it is the only text that may hold a line break, so that no two rows are hashed
 * from the same bytes.
 */
const hashOf = (before: string, seq: string, row: string) => `sha256(${before} || int8send(${seq})
  || int8send((extract(epoch FROM ${row}.at) * 1000)::bigint)
  || convert_to(concat_ws(E'\\n', ${row}.id::text, ${row}.kind, coalesce(${row}.actor_id::text, ''),
    ${row}.subject_kind, ${row}.subject_id, ${row}.body, coalesce(${row}.reason, '')), 'UTF8'))`;

const seal = `
  WITH RECURSIVE
  head AS (
    SELECT coalesce((SELECT max(seq) FROM audit_events), 0) AS seq,
      coalesce((SELECT hash FROM audit_events WHERE seq IS NOT NULL ORDER BY seq DESC LIMIT 1), ${start}) AS hash),
  waiting AS MATERIALIZED (
    SELECT row_number() OVER (ORDER BY w.id) AS n, w.* FROM (
      SELECT id, at, kind, actor_id, subject_kind, subject_id, body, reason FROM audit_events
      WHERE seq IS NULL ORDER BY id LIMIT $1) w),
  chain AS (
    SELECT 0::bigint AS n, NULL::uuid AS id, seq, hash FROM head
    UNION ALL
    SELECT w.n, w.id, c.seq + 1, ${hashOf('c.hash', 'c.seq + 1', 'w')} FROM chain c JOIN waiting w ON w.n = c.n + 1),
  sealed AS (
    UPDATE audit_events e SET seq = c.seq, hash = c.hash FROM chain c WHERE e.id = c.id
    RETURNING e.seq, e.hash)
  SELECT seq::int AS seq, encode(hash, 'hex') AS hash, (SELECT count(*)::int FROM sealed) AS count
  FROM sealed ORDER BY seq DESC LIMIT 1`;

const firstFault = `
  SELECT e.id, e.seq::int AS seq, e.at FROM (
    SELECT *, row_number() OVER own AS place, lag(hash, 1, ${start}) OVER own AS before
    FROM audit_events WHERE seq IS NOT NULL WINDOW own AS (ORDER BY seq)) e
  WHERE e.seq <> e.place OR e.hash <> ${hashOf('e.before', 'e.seq', 'e')}
  ORDER BY e.place LIMIT 1`;

/** The end of the chain after a round: kept outside the database, it shows a tail that was cut off. */
export interface Sealed {
  readonly seq: number;
  readonly hash: string;
  readonly count: number;
}

export interface AuditChainVerdict {
  readonly sealedCount: number;
  readonly unsealedCount: number;
  readonly head: string | null;
  /** The first row that was changed, or that follows one which was removed or put in. */
  readonly fault: { readonly id: string; readonly seq: number; readonly at: Date } | null;
}

/** Numbers the audit trail and hashes each row with the one before it. */
@Injectable()
export class AuditChain {
  constructor(private readonly transaction: Transaction) {}

  /** @returns null when nothing waits, or another process seals at present */
  seal(): Promise<Sealed | null> {
    return this.transaction.run(async () => {
      const [turn] = await this.transaction.rows<{ isOurs: boolean }>(
        `SELECT pg_try_advisory_xact_lock(${lock}) AS "isOurs"`,
      );
      if (turn?.isOurs !== true) return null;
      const [sealed] = await this.transaction.rows<Sealed>(seal, [mostAtOnce]);
      return sealed ?? null;
    });
  }

  async verify(): Promise<AuditChainVerdict> {
    const [counts] = await this.transaction.rows<Omit<AuditChainVerdict, 'fault'>>(
      `SELECT count(seq)::int AS "sealedCount", (count(*) - count(seq))::int AS "unsealedCount",
         (SELECT encode(hash, 'hex') FROM audit_events WHERE seq IS NOT NULL ORDER BY seq DESC LIMIT 1) AS head
       FROM audit_events`,
    );
    const [fault] = await this.transaction.rows<NonNullable<AuditChainVerdict['fault']>>(firstFault);
    return { sealedCount: 0, unsealedCount: 0, head: null, ...counts, fault: fault ?? null };
  }
}
