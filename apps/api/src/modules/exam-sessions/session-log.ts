import { Injectable } from '@nestjs/common';
import type { AccountId, ExamSessionId, SessionEventFacts, SessionEventKind } from '@attest/contracts';
import { canonicalJson } from '@attest/item-bank';
import { Transaction } from '../../platform/database/transaction.ts';
import { ChangedSessions } from './changed-sessions.ts';

export interface LoggedEvent {
  readonly sessionId: ExamSessionId;
  readonly kind: SessionEventKind;
  /** The person who did it; null: the product itself. */
  readonly actorId: AccountId | null;
  readonly facts?: SessionEventFacts;
}

/**
 * Each event is hashed with the one before it: sha256(previous hash ‖ seq (4 bytes) ‖ instant in ms
 * (8 bytes) ‖ kind ⏎ actor ⏎ body), and the first with sha256(session id). The row of `session_logs` is
 * locked first, in order of the session ids, so that two appends queue and never meet.
 */
const append = `
  WITH RECURSIVE incoming AS (
    SELECT * FROM unnest($1::uuid[], $2::int[], $3::text[], $4::uuid[], $5::text[])
      AS t(session_id, n, kind, actor_id, body)),
  head AS MATERIALIZED (
    SELECT l.session_id, l.last_seq, l.last_hash FROM session_logs l
    WHERE l.session_id = ANY($1::uuid[]) ORDER BY l.session_id FOR UPDATE),
  chain AS (
    SELECT session_id, 0 AS n, last_seq AS seq, last_hash AS hash,
      NULL::text AS kind, NULL::uuid AS actor_id, NULL::text AS body
    FROM head
    UNION ALL
    SELECT c.session_id, i.n, c.seq + 1,
      sha256(c.hash || int4send(c.seq + 1)
        || int8send((extract(epoch FROM attest_now()) * 1000)::bigint)
        || convert_to(i.kind || E'\\n' || coalesce(i.actor_id::text, '') || E'\\n' || i.body, 'UTF8')),
      i.kind, i.actor_id, i.body
    FROM chain c JOIN incoming i ON i.session_id = c.session_id AND i.n = c.n + 1),
  written AS (
    INSERT INTO session_events (session_id, seq, at, kind, actor_id, body, hash)
    SELECT session_id, seq, attest_now(), kind, actor_id, body, hash FROM chain WHERE n > 0)
  UPDATE session_logs l SET last_seq = c.seq, last_hash = c.hash
  FROM (SELECT DISTINCT ON (session_id) session_id, seq, hash FROM chain ORDER BY session_id, n DESC) c
  WHERE l.session_id = c.session_id`;

/** Writes down what happened, in the running transaction if there is one. */
@Injectable()
export class SessionLog {
  constructor(
    private readonly transaction: Transaction,
    private readonly changed: ChangedSessions,
  ) {}

  /** Once for each session, when it is booked. */
  async open(sessionId: ExamSessionId): Promise<void> {
    await this.transaction.rows(
      `INSERT INTO session_logs (session_id, last_seq, last_hash) VALUES ($1, 0, sha256(uuid_send($1)))`,
      [sessionId],
    );
  }

  /** One statement, whatever the number of events and sessions; each session's keep their order. */
  async append(events: readonly LoggedEvent[]): Promise<void> {
    if (events.length === 0) return;
    const counts = new Map<ExamSessionId, number>();
    const places = events.map(({ sessionId }) => {
      const place = (counts.get(sessionId) ?? 0) + 1;
      counts.set(sessionId, place);
      return place;
    });
    await this.transaction.rows(append, [
      events.map(({ sessionId }) => sessionId),
      places,
      events.map(({ kind }) => kind),
      events.map(({ actorId }) => actorId),
      events.map(({ facts }) => canonicalJson(facts ?? {})),
    ]);
    this.transaction.afterCommit(() => {
      this.changed.note(events);
    });
  }
}
