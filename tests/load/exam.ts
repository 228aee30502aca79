import type { BenchDatabase } from './database-of-bench.ts';
import { latencyOf, savesAtRate, submits, type Latency, type Pressed } from './phases.ts';
import { sittingOf, type Population } from './population.ts';
import type { Server } from './processes.ts';
import { pause } from './rounds.ts';
import { count } from './saving.ts';
import { requestText, Wire } from './wire.ts';

interface Exam {
  readonly candidates: number;
  /** Number of the first sitting of those who hand in; the others save. */
  readonly firstSubmitting: number;
  readonly seconds: number;
}

const savesPerMinute = 4;
const boardEveryMs = 2_000;

/** How many of so many candidates hand in within so many seconds of the last minute, 40 % of them in all. */
export function submittingWithin(candidates: number, seconds: number): number {
  return Math.ceil((candidates * 0.4 * seconds) / 60);
}

/**
 * An exam as it goes: everybody works, then the last minute, in which they save five times as often while
 * others hand in. Beside it somebody watches the board.
 */
export async function exam(
  server: Server,
  database: BenchDatabase,
  population: Population,
  { candidates, firstSubmitting, seconds }: Exam,
): Promise<(Latency | Pressed)[]> {
  const perSecond = (candidates * savesPerMinute) / 60;
  const board = await watchBoard(server, database);
  const working = await savesAtRate('saves while all work', server, population, { perSecond, seconds });
  const [last, handedIn] = await Promise.all([
    savesAtRate('saves in the last minute', server, population, { perSecond: perSecond * 5, seconds }),
    submits(server, database, {
      first: firstSubmitting,
      sessions: submittingWithin(candidates, seconds),
      withinSeconds: seconds,
    }),
  ]);
  return [working, last, { ...handedIn, what: 'submits in the last minute' }, await board.stop()];
}

/** As a proctor's page asks for it. */
async function watchBoard(
  server: Server,
  database: BenchDatabase,
): Promise<{ stop: () => Promise<Latency> }> {
  const { cookie } = sittingOf(1);
  await database.rows(
    `INSERT INTO account_roles (account_id, role) SELECT account_id, 'proctor' FROM sign_ins
     WHERE reference_hash = sha256(convert_to($1, 'UTF8')) ON CONFLICT DO NOTHING`,
    [cookie],
  );
  const over = new AbortController();
  const latencies: number[] = [];
  const errors: Record<string, number> = {};
  const watching = (async () => {
    const wire = new Wire(server.port);
    const request = requestText('GET', '/api/sessions-monitor', { cookie, port: server.port });
    while (!over.signal.aborted) {
      const askedMs = performance.now();
      const { status } = await wire.ask(request);
      latencies.push(performance.now() - askedMs);
      if (status !== 200) count(errors, String(status));
      await pause(askedMs + boardEveryMs - performance.now());
    }
    wire.close();
  })();
  return {
    stop: async () => {
      over.abort();
      await watching;
      const sorted = latencies.toSorted((a, b) => a - b);
      return latencyOf('the board of live sessions', 1000 / boardEveryMs, sorted, errors);
    },
  };
}
