import type { BenchDatabase } from './database-of-bench.ts';
import { sittingOf, type Population } from './population.ts';
import { processorTime, type Server } from './processes.ts';
import { pause } from './rounds.ts';
import { count, openLoop, SavingPeople } from './saving.ts';
import { requestText, Wire } from './wire.ts';

export interface Latency {
  readonly what: string;
  readonly perSecond: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
  readonly errors: Readonly<Record<string, number>>;
}

export function latencyOf(
  what: string,
  perSecond: number,
  sorted: readonly number[],
  errors: Latency['errors'],
): Latency {
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { what, perSecond, p50: at(0.5), p95: at(0.95), p99: at(0.99), max: sorted.at(-1) ?? 0, errors };
}

/** Saves at a steady rate, waited for since the moment they were meant to be sent. */
export async function savesAtRate(
  what: string,
  server: Server,
  population: Population,
  { perSecond, seconds }: { perSecond: number; seconds: number },
): Promise<Latency> {
  const people = new SavingPeople(population, server.port);
  await openLoop(people, server.port, { perSecond, seconds: 2 });
  const { latencies, errors } = await openLoop(people, server.port, { perSecond, seconds });
  return latencyOf(what, perSecond, latencies, errors);
}

export interface Pressed extends Latency {
  /** Of processor time, for one. */
  readonly apiMicroseconds: number;
  readonly databaseMicroseconds: number;
}

interface Crowd {
  /** Number of the first sitting, and how many there are. */
  readonly first: number;
  readonly sessions: number;
  readonly withinSeconds: number;
}

/** Everybody presses “start” within some seconds. */
export async function starts(server: Server, database: BenchDatabase, crowd: Crowd): Promise<Pressed> {
  await database.rows(
    `UPDATE exam_sessions SET status = 'ready', epoch = 0, held_by = NULL, started_at = NULL, deadline = NULL
     WHERE session_id = ANY($1::uuid[])`,
    [sittingsOf(crowd).map(({ sessionId }) => sessionId)],
  );
  return pressed('start', server, database, crowd);
}

/** Everybody hands in within some seconds, what was saved before. */
export function submits(server: Server, database: BenchDatabase, crowd: Crowd): Promise<Pressed> {
  return pressed('submit', server, database, crowd, { epoch: 1, responses: [] });
}

async function pressed(
  button: 'start' | 'submit',
  server: Server,
  database: BenchDatabase,
  crowd: Crowd,
  body?: unknown,
): Promise<Pressed> {
  const { sessions, withinSeconds } = crowd;
  const errors: Record<string, number> = {};
  const latencies: number[] = [];
  const [ofApi, ofDatabase] = [usedByServers([server]), usedByDatabase(database)];
  const begunMs = performance.now();
  await Promise.all(
    sittingsOf(crowd).map(async ({ sessionId, cookie }) => {
      const meantMs = begunMs + Math.random() * withinSeconds * 1000;
      await pause(meantMs - performance.now());
      const wire = new Wire(server.port);
      const path = `/api/exam-sessions/${sessionId}/${button}`;
      const request = requestText('POST', path, { cookie, body, port: server.port });
      const { status, body: answer } = await wire.ask(request);
      wire.close();
      latencies.push(performance.now() - meantMs);
      if (status !== 201 && status !== 200) count(errors, `${String(status)} ${answer.slice(0, 300)}`);
    }),
  );
  const apiMicroseconds = (usedByServers([server]) - ofApi) / sessions;
  const databaseMicroseconds = (usedByDatabase(database) - ofDatabase) / sessions;
  const sorted = latencies.toSorted((a, b) => a - b);
  return {
    ...latencyOf(`${button}s`, sessions / withinSeconds, sorted, errors),
    apiMicroseconds,
    databaseMicroseconds,
  };
}

function sittingsOf({ first, sessions }: Crowd) {
  return Array.from({ length: sessions }, (_, at) => sittingOf(first + at));
}

function usedBy(servers: readonly Server[], database: BenchDatabase): number {
  return usedByServers(servers) + usedByDatabase(database);
}

function usedByServers(servers: readonly Server[]): number {
  return servers.reduce((sum, { processId }) => sum + processorTime(processId), 0);
}

function usedByDatabase({ processId }: BenchDatabase): number {
  return processorTime(processId, { withChildren: true });
}

export interface Expiry {
  readonly sessions: number;
  readonly closedWithinSeconds: number;
  /** Outcomes a second, once all are closed. */
  readonly scoredPerSecond: number;
  readonly microsecondsAClose: number;
}

const scoringSeconds = 8;

/** All at once past deadline and grace; measured from that second until nobody is open, then how fast they are scored. */
export async function expiry(
  servers: readonly Server[],
  database: BenchDatabase,
  sessions: number,
): Promise<Expiry> {
  const ids = Array.from({ length: sessions }, (_, at) => sittingOf(at + 1).sessionId);
  await database.rows(
    `UPDATE exam_sessions SET deadline = attest_now() - grace + interval '2 seconds'
     WHERE session_id = ANY($1::uuid[]) AND status = 'active'`,
    [ids],
  );
  await pause(2_000);
  const [begunMs, before] = [performance.now(), usedBy(servers, database)];
  const closedWithinSeconds = await untilNone(
    database,
    begunMs,
    `SELECT 1 FROM exam_sessions WHERE status = 'active' AND deadline + grace < attest_now() LIMIT 1`,
  );
  const used = usedBy(servers, database) - before;
  process.stdout.write(`${String(sessions)} sessions closed in ${closedWithinSeconds.toFixed(1)} s\n`);
  const scored = async () =>
    (await database.rows<{ n: number }>(`SELECT count(*)::int AS n FROM outcomes`))[0]?.n ?? Number.NaN;
  const scoredBefore = await scored();
  await pause(scoringSeconds * 1000);
  const scoredPerSecond = ((await scored()) - scoredBefore) / scoringSeconds;
  return { sessions, closedWithinSeconds, scoredPerSecond, microsecondsAClose: used / sessions };
}

async function untilNone(database: BenchDatabase, begunMs: number, sql: string): Promise<number> {
  while ((await database.rows(sql)).length > 0) await pause(50);
  return (performance.now() - begunMs) / 1000;
}

/** Somebody tries passwords as fast as the server lets them, until told to stop. */
export function signInStorm(server: Server, people: number): { stop: () => Promise<number> } {
  let isOver = false;
  let tried = 0;
  const loops = Array.from({ length: people }, async (_, at) => {
    const wire = new Wire(server.port);
    while (!isOver) {
      const body = { email: `bench-${String(at + 1)}@example.org`, password: 'plum harbour 47 lantern' };
      await wire.ask(requestText('POST', '/api/sign-in', { cookie: null, body, port: server.port }));
      tried += 1;
    }
    wire.close();
  });
  return {
    stop: async () => {
      isOver = true;
      await Promise.all(loops);
      return tried;
    },
  };
}
