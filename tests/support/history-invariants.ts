import type { ResponseValue } from '@attest/contracts';
import canonicalize from 'canonicalize';
import { query } from './database.ts';

/** One response on its way, as a client wrote it down before it sent it. */
export interface SentResponse {
  readonly sessionId: string;
  readonly itemId: string;
  readonly revision: number;
  readonly value: ResponseValue | null;
}

export interface History {
  /** Everything clients sent, answered or not. */
  readonly sent: Iterable<SentResponse>;
  /** What came back as accepted. */
  readonly acknowledged: Iterable<SentResponse>;
  /** What each client was told of whole sessions. */
  readonly told?: Iterable<Told>;
}

/** A client got a session to hold, by start or resume, or the receipt of one. */
export type Told =
  | { readonly told: 'held'; readonly sessionId: string; readonly epoch: number; readonly by: string }
  | { readonly told: 'receipt'; readonly sessionId: string; readonly text: string };

/** I1: what was acknowledged is stored, or something newer is. I2: nothing is stored that nobody sent. */
export async function historyFaults(
  databaseUrl: string,
  { sent, acknowledged, told = [] }: History,
): Promise<string[]> {
  const stored = await query<{ name: string; revision: number; value: unknown }>(
    databaseUrl,
    `SELECT session_id || ' ' || item_no AS name, revision, value FROM responses`,
  );
  const numberOf = await numbers(databaseUrl);
  const nameOf = ({ sessionId, itemId }: SentResponse) => `${sessionId} ${String(numberOf.get(itemId))}`;
  const present = new Map(
    stored.map(({ name, revision, value }) => [name, { revision, value: canonicalize(value) }]),
  );
  const faults: string[] = [];
  for (const row of acknowledged) {
    const { revision, value } = present.get(nameOf(row)) ?? { revision: 0, value: undefined };
    if (revision > row.revision || (revision === row.revision && value === canonicalize(row.value))) continue;
    faults.push(`I1 an acknowledged response is stored: ${nameOf(row)} revision ${String(row.revision)}`);
  }
  const unexplained = new Set(present.keys());
  for (const row of sent) {
    const name = nameOf(row);
    if (!unexplained.has(name)) continue;
    const { revision, value } = present.get(name) ?? { revision: 0, value: undefined };
    if (revision === row.revision && value === canonicalize(row.value)) unexplained.delete(name);
  }
  return [
    ...faults,
    ...[...unexplained].map((name) => `I2 only what was sent is stored: ${name}`),
    ...(await toldFaults(databaseUrl, told)),
  ];
}

/** I4: the receipt that a candidate holds is the stored one. I8: no epoch was given to two, nor made up. */
async function toldFaults(databaseUrl: string, told: Iterable<Told>): Promise<string[]> {
  const sessions = await query<{ id: string; epoch: number; receipts: string[] }>(
    databaseUrl,
    `SELECT s.session_id AS id, s.epoch, array(SELECT r.body FROM receipts r WHERE r.session_id = s.session_id)
       AS receipts FROM exam_sessions s`,
  );
  const sessionOf = new Map(sessions.map((session) => [session.id, session]));
  const holders = new Map<string, string>();
  const faults: string[] = [];
  for (const fact of told) {
    const session = sessionOf.get(fact.sessionId);
    if (fact.told === 'receipt') {
      if (session?.receipts.includes(fact.text) !== true)
        faults.push(`I4 the receipt a candidate holds is the stored one: ${fact.sessionId}`);
      continue;
    }
    const name = `${fact.sessionId} epoch ${String(fact.epoch)}`;
    if (fact.epoch > (session?.epoch ?? 0)) faults.push(`I8 an epoch that was given out is stored: ${name}`);
    if ((holders.get(name) ?? fact.by) !== fact.by) faults.push(`I8 an epoch has one holder: ${name}`);
    holders.set(name, fact.by);
  }
  return faults;
}

/** Numbers of the items and notes of all forms, by their ids, which differ from session to session. */
async function numbers(databaseUrl: string): Promise<ReadonlyMap<string, number>> {
  const rows = await query<{ id: string; number: number }>(
    databaseUrl,
    `SELECT i->>'id' AS id, (i->>'number')::int AS number
     FROM session_forms, jsonb_array_elements(convert_from(body, 'UTF8')::jsonb -> 'items') i
     UNION ALL SELECT 'stimulus:' || (t.entry->>'id'), -t.place::int
     FROM session_forms,
       jsonb_array_elements(convert_from(body, 'UTF8')::jsonb -> 'stimuli') WITH ORDINALITY t(entry, place)`,
  );
  return new Map(rows.map(({ id, number }) => [id, number]));
}
