import { spawn } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BenchDatabase } from './database-of-bench.ts';
import { machineTime, processorTime, type Server } from './processes.ts';
import { benchStartedMs, ClosedLoop, type SavingPeople } from './saving.ts';

/** What is compared: A the bare statement, B a minimal server, C the product without the write, D the product. */
export type Contestant = 'A' | 'B' | 'C' | 'D';

export interface Round {
  /** Those of one number ran within seconds of each other. */
  readonly number: number;
  readonly contestant: Contestant;
  readonly inFlight: number;
  readonly savesPerSecond: number;
  readonly apiMicroseconds: number;
  readonly databaseMicroseconds: number;
  readonly transactionsPerSave: number;
  readonly walBytesPerSave: number;
  /** Cores that others used meanwhile: neither the servers nor this client. */
  readonly foreignCores: number;
  readonly errors: Readonly<Record<string, number>>;
}

type Measured = Omit<Round, 'number'>;

interface Counters {
  readonly saves: number;
  readonly atMs: number;
  readonly api: number;
  readonly database: number;
  readonly client: number;
  readonly machine: number;
  readonly transactions: number;
  readonly walBytes: number;
}

const settleMs = 500;

/** Saves as fast as the server can for some seconds. */
export async function saveRound(
  contestant: Contestant,
  server: Server,
  database: BenchDatabase,
  { people, inFlight, seconds }: { people: SavingPeople; inFlight: number; seconds: number },
): Promise<Measured> {
  const loop = new ClosedLoop(people, server.port, inFlight);
  await pause(settleMs);
  const before = await read(database, () => loop.count, server);
  await pause(seconds * 1000);
  const after = await read(database, () => loop.count, server);
  const errors = await loop.end();
  return roundOf(contestant, inFlight, before, after, errors);
}

async function read(database: BenchDatabase, saves: () => number, server?: Server): Promise<Counters> {
  const [row] = await database.rows<{ transactions: number; wal: number }>(
    `SELECT (pg_current_wal_insert_lsn() - '0/0')::float8 AS wal,
       (SELECT xact_commit::float8 FROM pg_stat_database WHERE datname = current_database()) AS transactions`,
  );
  const { user, system } = process.cpuUsage();
  return {
    saves: saves(),
    atMs: performance.now(),
    api: server === undefined ? 0 : processorTime(server.processId),
    database: processorTime(database.processId, { withChildren: true }),
    client: user + system,
    machine: machineTime(),
    transactions: row?.transactions ?? 0,
    walBytes: row?.wal ?? 0,
  };
}

function roundOf(
  contestant: Contestant,
  inFlight: number,
  before: Counters,
  after: Counters,
  errors: Round['errors'],
): Measured {
  const since = (name: keyof Counters) => after[name] - before[name];
  const saves = Math.max(1, since('saves'));
  const elapsedUs = since('atMs') * 1000;
  return {
    contestant,
    inFlight,
    savesPerSecond: (saves / elapsedUs) * 1e6,
    apiMicroseconds: since('api') / saves,
    databaseMicroseconds: since('database') / saves,
    transactionsPerSave: since('transactions') / saves,
    walBytesPerSave: since('walBytes') / saves,
    foreignCores: (since('machine') - since('api') - since('database') - since('client')) / elapsedUs,
    errors,
  };
}

const places = ['/usr/bin/pgbench', '/usr/local/bin/pgbench'].concat(
  [18, 17, 16, 15].map((version) => `/usr/lib/postgresql/${String(version)}/bin/pgbench`),
);
const pgbench = places.find((place) => existsSync(place));

const script = (sessions: number) => `
\\set n random(1, ${String(sessions)})
\\set item random(1, 60)
WITH holder AS (
  UPDATE exam_sessions s SET last_saved_at = attest_now()
  WHERE s.session_id = ('00000000-0000-7000-8000-' || lpad((:n)::text, 12, '0'))::uuid
    AND s.candidate_id = ('00000000-0000-7000-9000-' || lpad((:n)::text, 12, '0'))::uuid AND s.epoch = 1
    AND s.status = 'active' AND (s.deadline IS NULL OR attest_now() <= s.deadline + s.grace)
  RETURNING s.session_id, s.epoch)
INSERT INTO responses AS r (session_id, item_no, revision, epoch, value, marks, saved_at)
SELECT session_id, :item, ((extract(epoch FROM clock_timestamp()) - :begun) * 1000)::int + 1000, epoch,
  '{"RESPONSE":{"kind":"choice","selected":["abcdefgh"]}}', '{"secondsSpent":30}', attest_now() FROM holder
ON CONFLICT (session_id, item_no) DO UPDATE SET revision = excluded.revision, epoch = excluded.epoch,
  value = excluded.value, marks = excluded.marks, saved_at = excluded.saved_at
WHERE r.revision < excluded.revision;
`;

/** The single-row guarded statement from a client in C; null where the program is not found. */
export async function bareRound(
  database: BenchDatabase,
  { sessions, inFlight, seconds }: { sessions: number; inFlight: number; seconds: number },
): Promise<Measured | null> {
  if (pgbench === undefined) return null;
  const file = join(tmpdir(), `attest-bench-${String(process.pid)}.sql`);
  writeFileSync(file, script(sessions));
  // More connections than some dozen only make the server slower; the API keeps few for the same reason.
  const clients = String(Math.min(32, inFlight));
  const args = ['-n', '-M', 'prepared', '-c', clients, '-j', '1', '-T', String(seconds), '-f', file];
  const before = await read(database, () => 0);
  const output = await run(pgbench, [
    ...args,
    '-D',
    `begun=${String(benchStartedMs / 1000)}`,
    '-d',
    database.url,
  ]);
  const saves = Number(/actually processed: (\d+)/.exec(output)?.[1] ?? 0);
  const perSecond = Number(/tps = ([\d.]+)/.exec(output)?.[1] ?? 0);
  const after = await read(database, () => saves);
  const errors = saves === 0 ? { [output.slice(-300)]: 1 } : {};
  return {
    ...roundOf('A', inFlight, before, after, errors),
    savesPerSecond: perSecond,
    foreignCores: Number.NaN,
  };
}

function run(program: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    const child = spawn(program, [...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('close', () => {
      resolve(output);
    });
  });
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)));
}
