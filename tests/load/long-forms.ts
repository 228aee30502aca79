import { randomUUID } from 'node:crypto';
import { CandidateForm, type SavedResponse } from '@attest/contracts';
import { respondTo } from '../support/answers.ts';
import type { BenchDatabase } from './database-of-bench.ts';
import { latencyOf, type Pressed } from './phases.ts';
import { sittingOf } from './population.ts';
import { processorTime, type Server } from './processes.ts';
import { pause } from './rounds.ts';
import { count } from './saving.ts';
import { requestText, Wire } from './wire.ts';

export const itemsInLongForm = 90;
/** Of each item of the bank, under names of their own, so that there is something to choose from. */
const copies = 25;
const exam = 'bench-long';

/** People whose forms are not counted: compiles, caches and connections are no part of what is measured. */
const warmingUp = 20;
/** As many start at once as begin together in a room. */
const startingAtOnce = 20;

/**
 * Forms of ninety items on a calm server: booked one after the other (which assembles them), started together,
 * handed in with an answer to every item, scored. Each person is one of the population.
 */
export async function longForms(server: Server, database: BenchDatabase, people: number): Promise<Pressed[]> {
  await addExam(database);
  await allScored(database);
  const wires = Array.from({ length: startingAtOnce }, () => new Wire(server.port));
  const calm: Calm = { server, database, wires };
  await sitThrough(calm, { first: people + 1, last: people + warmingUp });
  const pressed = await sitThrough(calm, { first: 1, last: people });
  for (const wire of wires) wire.close();
  return [...pressed, await scoredAgain(calm)];
}

async function sitThrough(calm: Calm, range: Range): Promise<Pressed[]> {
  const { database, server } = calm;
  const ask = async (wire: Wire, number: number, path: string, body?: unknown) => {
    const { cookie } = sittingOf(number);
    const asked = requestText('POST', path, { cookie, body, port: server.port });
    const { status, body: answer } = await wire.ask(asked);
    return status < 300 ? null : `${String(status)} ${answer.slice(0, 300)}`;
  };
  const booked = await act('booking a form of ninety', { ...calm, range, atOnce: 1 }, (number, wire) =>
    ask(wire, number, '/api/exam-sessions', { examId: exam, mode: 'exam' }),
  );
  const sittings = new Map<number, { path: string; responses: SavedResponse[] }>();
  for (let number = range.first; number <= range.last; number += 1) {
    const { sessionId, form } = await bookedBy(database, number);
    const responses = form.items.map((item) => respondTo(item));
    sittings.set(number, { path: `/api/exam-sessions/${sessionId}`, responses });
  }
  const sitting = (number: number) => sittings.get(number) ?? { path: '', responses: [] };
  const started = await act('starting it', { ...calm, range, atOnce: startingAtOnce }, (number, wire) =>
    ask(wire, number, `${sitting(number).path}/start`),
  );
  const handedIn = await act('handing it in', { ...calm, range, atOnce: 1 }, (number, wire) => {
    const { path, responses } = sitting(number);
    return ask(wire, number, `${path}/submit`, { epoch: 1, responses });
  });
  return [booked, started, handedIn];
}

/** Numbers of people, both included. */
interface Range {
  readonly first: number;
  readonly last: number;
}

interface Calm {
  readonly server: Server;
  readonly database: BenchDatabase;
  readonly wires: readonly Wire[];
}

async function act(
  what: string,
  { server, database, wires, range, atOnce }: Calm & { range: Range; atOnce: number },
  one: (number: number, wire: Wire) => Promise<string | null>,
): Promise<Pressed> {
  const errors: Record<string, number> = {};
  const latencies: number[] = [];
  const people = range.last - range.first + 1;
  const used = processorTimes(server, database);
  const begunMs = performance.now();
  let next = range.first;
  const work = async (wire: Wire) => {
    for (let number = next++; number <= range.last; number = next++) {
      const askedMs = performance.now();
      const fault = await one(number, wire);
      latencies.push(performance.now() - askedMs);
      if (fault !== null) count(errors, fault);
    }
  };
  await Promise.all(wires.slice(0, atOnce).map(work));
  const perSecond = (people * 1000) / (performance.now() - begunMs);
  const [api, ofDatabase] = used();
  const sorted = latencies.toSorted((a, b) => a - b);
  return {
    ...latencyOf(what, perSecond, sorted, errors),
    apiMicroseconds: api / people,
    databaseMicroseconds: ofDatabase / people,
  };
}

/** Of the API and the database, since this was called. */
function processorTimes(server: Server, database: BenchDatabase): () => [api: number, database: number] {
  const now = (): [number, number] => [
    processorTime(server.processId),
    processorTime(database.processId, { withChildren: true }),
  ];
  const [api, ofDatabase] = now();
  return () => {
    const [apiNow, databaseNow] = now();
    return [apiNow - api, databaseNow - ofDatabase];
  };
}

/** What earlier phases closed is scored in the background and would be counted to what comes next. */
async function allScored(database: BenchDatabase): Promise<void> {
  const isWaiting = async () => {
    const waiting = await database.rows(
      `SELECT 1 FROM outbox WHERE kind = 'exam-session-closed' AND delivered_at IS NULL LIMIT 1`,
    );
    return waiting.length > 0;
  };
  while (await isWaiting()) await pause(20);
}

/** All that was handed in is scored once more, and nothing else happens meanwhile. */
async function scoredAgain({ server, database }: Calm): Promise<Pressed> {
  await allScored(database);
  const used = processorTimes(server, database);
  const begunMs = performance.now();
  const again = await database.rows(
    `WITH closed AS (
       SELECT s.session_id FROM exam_sessions s JOIN exam_versions v ON v.id = s.exam_version_id
       JOIN exams e ON e.id = v.exam_id WHERE e.slug = $1 AND s.status IN ('scored', 'released')),
     gone AS (DELETE FROM outcomes WHERE session_id IN (SELECT session_id FROM closed)),
     back AS (UPDATE exam_sessions SET status = 'submitted' WHERE session_id IN (SELECT session_id FROM closed))
     UPDATE outbox SET delivered_at = NULL, attempts = 0, available_at = attest_now()
     WHERE kind = 'exam-session-closed' AND (payload ->> 'sessionId')::uuid IN (SELECT session_id FROM closed)
     RETURNING id`,
    [exam],
  );
  await allScored(database);
  const each = (performance.now() - begunMs) / again.length;
  const [api, ofDatabase] = used();
  const [row] = await database.rows<{ n: number }>(
    `SELECT count(*)::int AS n FROM outcomes o JOIN exam_sessions s USING (session_id)
     JOIN exam_versions v ON v.id = s.exam_version_id JOIN exams e ON e.id = v.exam_id WHERE e.slug = $1`,
    [exam],
  );
  const missing = again.length - (row?.n ?? 0);
  return {
    ...latencyOf('scoring it', 1000 / each, [each], missing === 0 ? {} : { 'no outcome': missing }),
    apiMicroseconds: api / again.length,
    databaseMicroseconds: ofDatabase / again.length,
  };
}

/** An exam of ninety items over the bank and its copies. */
async function addExam(database: BenchDatabase): Promise<void> {
  const copyOf = (id: string) => `md5(${id}::text || k)::uuid`;
  const numbers = `generate_series(1, ${String(copies)}) k`;
  const ofCaisa = `i.certifications @> '{CAISA}' AND i.status = 'operational'`;
  await database.rows(`INSERT INTO stimuli SELECT ${copyOf('id')}, bank_id || '-' || k, organisation || ' ' || k, industry,
    status, version, updated_at FROM stimuli, ${numbers}`);
  await database.rows(`INSERT INTO stimulus_versions SELECT ${copyOf('id')}, ${copyOf('stimulus_id')}, version,
    content || jsonb_build_object('id', content ->> 'id' || '-' || k), content_hash, created_at
    FROM stimulus_versions, ${numbers}`);
  const columns = await database.rows<{ name: string }>(
    `SELECT attname AS name FROM pg_attribute WHERE attrelid = 'items'::regclass AND attnum > 0 AND NOT attisdropped`,
  );
  const changed: Readonly<Record<string, string>> = {
    id: copyOf('i.id'),
    bank_id: `i.bank_id || '-' || k`,
    stimulus_id: `CASE WHEN i.stimulus_id IS NULL THEN NULL ELSE ${copyOf('i.stimulus_id')} END`,
    metadata: `i.metadata || jsonb_build_object('id', i.bank_id || '-' || k, 'enemies', '[]'::jsonb, 'incidents', '[]'::jsonb,
      'stimulusId', CASE WHEN i.metadata ->> 'stimulusId' IS NULL THEN NULL ELSE i.metadata ->> 'stimulusId' || '-' || k END)`,
  };
  const values = columns.map(({ name }) => changed[name] ?? `i.${name}`).join(', ');
  await database.rows(
    `INSERT INTO items (${columns.map(({ name }) => name).join(', ')}) SELECT ${values} FROM items i, ${numbers} WHERE ${ofCaisa}`,
  );
  await database.rows(`INSERT INTO item_versions SELECT ${copyOf('v.id')}, ${copyOf('v.item_id')}, v.version, v.content,
    v.content_hash, v.created_at FROM item_versions v JOIN items i ON i.id = v.item_id, ${numbers}
    WHERE ${ofCaisa} AND i.bank_id !~ '-[0-9]+-[0-9]+$'`);
  await database.rows(`INSERT INTO item_keys SELECT ${copyOf('y.item_version_id')}, y.key_revision, y.key, y.key_hash, y.created_at
    FROM item_keys y JOIN item_versions v ON v.id = y.item_version_id JOIN items i ON i.id = v.item_id, ${numbers}
    WHERE ${ofCaisa} AND i.bank_id !~ '-[0-9]+-[0-9]+$'`);
  const domains = Object.fromEntries(
    Array.from({ length: 9 }, (_, at) => [`A${String(at + 1)}`, itemsInLongForm / 9]),
  );
  const changes = {
    itemCount: itemsInLongForm,
    domains,
    levels: {},
    scenarioShare: { min: 0.3 },
    durationSeconds: 5_400,
  };
  await database.rows(
    `WITH exam AS (
       INSERT INTO exams (id, slug, certification, version, updated_at)
       SELECT $1, $2, certification, 1, attest_now() FROM exams WHERE slug = 'caisa-sampler')
     INSERT INTO exam_versions (id, exam_id, version, definition, definition_hash, created_at)
     SELECT $3, $1, 1, v.definition || $4::jsonb, v.definition_hash, attest_now()
     FROM exam_versions v JOIN exams e ON e.id = v.exam_id AND e.version = v.version WHERE e.slug = 'caisa-sampler'`,
    [randomUUID(), exam, randomUUID(), JSON.stringify(changes)],
  );
  await database.rows('ANALYZE');
}

async function bookedBy(database: BenchDatabase, number: number) {
  const [row] = await database.rows<{ sessionId: string; body: string }>(
    `SELECT s.session_id AS "sessionId", convert_from(f.body, 'UTF8') AS body
     FROM exam_sessions s JOIN session_forms f USING (session_id)
     JOIN sign_ins i ON i.account_id = s.candidate_id
     WHERE i.reference_hash = sha256(convert_to($1, 'UTF8')) AND s.status = 'ready'
     ORDER BY s.session_id DESC LIMIT 1`,
    [sittingOf(number).cookie],
  );
  if (row === undefined) throw new Error(`nothing is booked by ${String(number)}`);
  return { sessionId: row.sessionId, form: CandidateForm.parse(JSON.parse(row.body)) };
}
