import { mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { freePort } from '../../apps/api/src/platform/embedded-database/server.ts';
import { bankList } from './bank-list.ts';
import { writeQuestion } from './editor-page.ts';
import { startDatabase, type BenchDatabase } from './database-of-bench.ts';
import { readOptions, type BenchOptions } from './options.ts';
import { exam, submittingWithin } from './exam.ts';
import { expiry, savesAtRate, signInStorm, starts, submits, type Latency, type Pressed } from './phases.ts';
import { longForms } from './long-forms.ts';
import { watchBoardPage } from './monitor.ts';
import { visitPages } from './player-page.ts';
import { populate, type Population } from './population.ts';
import { startServer, type Server } from './processes.ts';
import { countedRounds, spreadOf, type Results } from './figures.ts';
import { machineName, toMarkdown } from './report.ts';
import { bareRound, saveRound, type Round } from './rounds.ts';
import { everybodySaves, SavingPeople } from './saving.ts';

interface Servers {
  readonly B: Server;
  readonly C: Server;
  readonly D: Server;
}

const say = (text: string) => process.stdout.write(`${text}\n`);

async function compareSaves(
  options: BenchOptions,
  database: BenchDatabase,
  servers: Servers,
  population: Population,
): Promise<Round[]> {
  const rounds: Round[] = [];
  for (const contestant of ['B', 'C', 'D'] as const) {
    if (!options.contestants.includes(contestant)) continue;
    const { port } = servers[contestant];
    await everybodySaves(new SavingPeople(population, port), port, population.sittings.length);
  }
  for (let number = 0; number < options.rounds; number += 1) {
    for (const inFlight of options.inFlight) {
      const measured = await oneRound(options, database, servers, population, inFlight);
      const found = measured.map((round) => ({ ...round, number }));
      for (const round of found) say(lineOf(round));
      // The first is for the compilers and the caches.
      if (number > 0 || options.rounds === 1) rounds.push(...found);
    }
  }
  return rounds;
}

async function oneRound(
  { contestants, secondsARound: seconds, sessions }: BenchOptions,
  database: BenchDatabase,
  servers: Servers,
  population: Population,
  inFlight: number,
): Promise<Omit<Round, 'number'>[]> {
  const found: Omit<Round, 'number'>[] = [];
  if (contestants.includes('A')) {
    const bare = await bareRound(database, { sessions, inFlight, seconds });
    if (bare !== null) found.push(bare);
  }
  for (const contestant of ['B', 'C', 'D'] as const) {
    if (!contestants.includes(contestant)) continue;
    const server = servers[contestant];
    const people = new SavingPeople(population, server.port);
    found.push(await saveRound(contestant, server, database, { people, inFlight, seconds }));
  }
  return found;
}

function lineOf(round: Round): string {
  const {
    number,
    contestant,
    inFlight,
    savesPerSecond,
    apiMicroseconds,
    databaseMicroseconds,
    foreignCores,
  } = round;
  const fields = [savesPerSecond, apiMicroseconds, databaseMicroseconds].map((value) => value.toFixed(0));
  const faults = Object.values(round.errors).reduce((sum, times) => sum + times, 0);
  return `round ${String(number)}, ${String(inFlight)} in flight, ${contestant}: ${fields[0] ?? ''} saves/s, API ${fields[1] ?? ''} µs, database ${fields[2] ?? ''} µs, others ${foreignCores.toFixed(1)} cores, ${String(faults)} errors`;
}

async function waitingTimes(
  {
    rounds,
    server,
    population,
    seconds,
  }: { rounds: readonly Round[]; server: Server; population: Population; seconds: number },
  withStorm: boolean,
): Promise<Latency[]> {
  const most = spreadOf(
    rounds.filter(({ contestant }) => contestant === 'D').map((round) => round.savesPerSecond),
  ).median;
  const perSecond = Math.max(20, Math.round((Number.isNaN(most) ? 400 : most) / 2));
  const quiet = await savesAtRate('saves at half of what was reached', server, population, {
    perSecond,
    seconds,
  });
  const calm = { perSecond: Math.round(perSecond / 4), seconds };
  const eighth = await savesAtRate('saves at an eighth', server, population, calm);
  if (!withStorm) return [quiet, eighth];
  const storm = signInStorm(server, 20);
  const beside = await savesAtRate('saves at an eighth beside a sign-in storm', server, population, calm);
  say(`${String(await storm.stop())} sign-ins were tried`);
  return [quiet, eighth, beside];
}

/** What the database and the product counted of the saves themselves. */
async function countersOf(database: BenchDatabase, server: Server): Promise<Record<string, number>> {
  const [row] = await database.rows<{ hot: number }>(
    `SELECT (sum(n_tup_hot_upd) / nullif(sum(n_tup_upd), 0))::float8 AS hot
     FROM pg_stat_user_tables WHERE relname IN ('exam_sessions', 'responses')`,
  );
  const text = await (await fetch(`http://localhost:${String(server.port)}/metrics`)).text();
  const metric = (name: string) => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1] ?? Number.NaN);
  return {
    'HOT share of updates': row?.hot ?? Number.NaN,
    'saves a statement': metric('attest_save_batch_size_sum') / metric('attest_save_batch_size_count'),
  };
}

async function run(options: BenchOptions, ends: (() => Promise<void>)[]): Promise<Results> {
  const database = await startDatabase(options.directory);
  ends.push(() => database.stop());
  const environment = { DATABASE_URL: database.url };
  const start = async (program: Parameters<typeof startServer>[0]) => {
    const server = await startServer(program, await freePort(), environment);
    ends.push(() => server.stop());
    return server;
  };
  const servers = { B: await start('minimal'), C: await start('stubbed'), D: await start('product') };
  // Those who submit are not among those that expire.
  const expiring = Math.max(options.sessions, options.expiring);
  const lastMinute = submittingWithin(options.candidates, options.secondsOfExam);
  const population = await populate(database, servers.D.port, expiring + options.submitting + lastMinute);
  say(`${String(population.sittings.length)} sessions are under way`);
  const does = (phase: BenchOptions['phases'][number]) => options.phases.includes(phase);

  const saving = savingOnly(population, options.candidates);
  const rounds = does('saves') ? await compareSaves(options, database, servers, saving) : [];
  const counters = await countersOf(database, servers.D);
  const counted = countedRounds(rounds, options.isNoisy);
  const work = { rounds: counted, server: servers.D, population: saving, seconds: options.secondsARound };
  const latencies = does('latency') ? await waitingTimes(work, does('storm')) : [];
  // The stubbed process would close sessions too.
  await servers.C.stop();
  if (does('exam')) {
    latencies.push(
      ...(await exam(servers.D, database, saving, {
        candidates: options.candidates,
        firstSubmitting: expiring + options.submitting + 1,
        seconds: options.secondsOfExam,
      })),
    );
  }
  const watching = does('monitor')
    ? await watchBoardPage(servers.D, database, population, {
        sessions: options.watched,
        seconds: options.secondsOfExam,
      })
    : null;
  const pages = does('pages') ? await visitPages(servers.D, database) : null;
  const pressed: Pressed[] = [];
  if (does('starts')) {
    const crowd = { first: 1, sessions: options.starting, withinSeconds: 10 };
    pressed.push(await starts(servers.D, database, crowd));
  }
  if (does('submits')) {
    const crowd = { first: expiring + 1, sessions: options.submitting, withinSeconds: 10 };
    pressed.push(await submits(servers.D, database, crowd));
  }
  if (does('long-forms')) pressed.push(...(await longForms(servers.D, database, options.longForms)));
  for (const { what, p50, p99, apiMicroseconds, databaseMicroseconds, errors } of pressed) {
    say(
      `${what}: p50 ${p50.toFixed(0)} ms, p99 ${p99.toFixed(0)} ms, API ${apiMicroseconds.toFixed(0)} µs, database ${databaseMicroseconds.toFixed(0)} µs each, ${JSON.stringify(errors)}`,
    );
  }
  const listed = does('bank-list') ? await bankList(servers.D, database) : null;
  const editor = does('editor') ? await writeQuestion(servers.D, database) : null;
  // Every process sweeps, and an installation has two at least.
  const expired = does('expiry')
    ? await expiry([servers.D, await start('product')], database, options.expiring)
    : null;
  const [version] = await database.rows<{ version: string }>(
    `SELECT split_part(version(), ' on ', 1) AS version`,
  );
  return {
    machine: machineName(),
    postgres: version?.version ?? 'PostgreSQL',
    options,
    rounds,
    counters,
    latencies,
    pressed,
    expiry: expired,
    watching,
    pages,
    bankList: listed,
    editor,
  };
}

/** The first so many of them. */
function savingOnly(population: Population, candidates: number): Population {
  return { ...population, sittings: population.sittings.slice(0, candidates) };
}

const ends: (() => Promise<void>)[] = [];
const endAll = async () => {
  for (const end of ends.splice(0).toReversed()) await end();
};
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => {
    void endAll().finally(() => process.exit(1));
  });
}
try {
  const results = await run(readOptions(process.argv.slice(2), tmpdir()), ends);
  const directory = resolve('tests/load/results');
  const name = new Date().toISOString().replaceAll(/[:.]/g, '-');
  mkdirSync(directory, { recursive: true });
  writeFileSync(resolve(directory, `${name}.json`), JSON.stringify(results, null, 2));
  writeFileSync(resolve(directory, `${name}.md`), toMarkdown(results));
  say(`\n${toMarkdown(results)}\nKept in tests/load/results/${name}.md`);
} finally {
  await endAll();
}
