import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, inject } from 'vitest';
import { freePort } from '../../../apps/api/src/platform/embedded-database/server.ts';
import { query } from '../../support/database.ts';
import { Given, type ExamChanges } from '../../support/given.ts';
import { brokenInvariants } from '../../support/invariants.ts';
import { ApiServer } from './api-server.ts';
import { CandidateLog, CandidateLogs } from './candidate-log.ts';
import { Chance } from './chance.ts';
import { DatabaseCluster } from './database-cluster.ts';
import { signIn } from './people.ts';
import { PostgresProxy } from './postgres-proxy.ts';
import { Recomputation } from './recomputation.ts';
import { ScriptedCandidate } from './scripted-candidate.ts';
import { untilTrue } from './until.ts';
import { Wire } from './wire.ts';

export interface SystemOptions {
  /** API processes on the one database. */
  readonly apis?: number;
  /** Another build than the present sources give. */
  readonly program?: () => Promise<string>;
  /** Where the database lies instead of the run's folder, such as a small disk. */
  readonly directory?: string;
  /** The files of a database to start on, instead of an empty one. */
  readonly cluster?: string;
  /** Where the database's write-ahead log lies instead of beside its data. */
  readonly logDirectory?: string;
  /** Environment of the API process with this number. */
  readonly environment?: (api: number) => Readonly<Record<string, string>>;
}

export interface CandidateOptions {
  /** Instead of all API processes, such as a proxy. */
  readonly addresses?: readonly string[];
  readonly cookie?: string;
}

let systems = 0;

/** API processes, a database with a proxy before it, and candidates, all real and all of one test file. */
export class FaultSystem {
  readonly directory: string;
  readonly database: DatabaseCluster;
  /** All connections of the API processes pass through it. */
  readonly proxy: PostgresProxy;
  readonly apis: readonly ApiServer[];
  readonly wire = new Wire();
  /** Replies that no fault may cause. */
  readonly surprises: string[] = [];
  readonly #candidates: ScriptedCandidate[] = [];
  readonly #logs: CandidateLog[] = [];
  #recomputation: Promise<Recomputation> | null = null;

  private constructor(
    directory: string,
    database: DatabaseCluster,
    proxy: PostgresProxy,
    apis: readonly ApiServer[],
  ) {
    this.directory = directory;
    this.database = database;
    this.proxy = proxy;
    this.apis = apis;
  }

  static async start({
    apis = 2,
    program,
    environment,
    ...options
  }: SystemOptions = {}): Promise<FaultSystem> {
    systems += 1;
    const directory = join(
      inject('faultDirectory'),
      `${process.env['VITEST_POOL_ID'] ?? ''}-${String(systems)}`,
    );
    mkdirSync(historiesIn(directory), { recursive: true });
    const built = (await program?.()) ?? inject('faultProgram');
    const database = await DatabaseCluster.startCopy(
      options.cluster ?? inject('faultCluster'),
      join(options.directory ?? directory, 'database'),
      options.logDirectory,
    );
    const proxy = await PostgresProxy.before(database.url);
    const servers: ApiServer[] = [];
    while (servers.length < apis) {
      const name = `api-${String(servers.length + 1)}`;
      const api = { program: built, name, port: await freePort(), databaseUrl: proxy.url, directory };
      servers.push(new ApiServer({ ...api, environment: environment?.(servers.length) ?? {} }));
    }
    await Promise.all(servers.map((server) => server.start()));
    return new FaultSystem(directory, database, proxy, servers);
  }

  rows<Row extends Record<string, unknown>>(sql: string, values?: readonly unknown[]): Promise<Row[]> {
    return query<Row>(this.database.url, sql, values);
  }

  /** An exam like the sampler but for some rules. @returns its slug */
  exam(changes: ExamChanges): Promise<string> {
    return new Given('', this.database.url).exam(changes);
  }

  /** What the candidates noted lies here. */
  get histories(): string {
    return historiesIn(this.directory);
  }

  get addresses(): string[] {
    return this.apis.map(({ url }) => url);
  }

  get candidates(): readonly ScriptedCandidate[] {
    return this.#candidates;
  }

  /** @param options.cookie a device of somebody who is signed in already */
  async candidate(name: string, options: CandidateOptions = {}): Promise<ScriptedCandidate> {
    const { addresses = this.addresses } = options;
    const cookie = options.cookie ?? (await signIn(this.database.url, name)).cookies[0] ?? '';
    const log = new CandidateLog(this.histories, name);
    const chance = new Chance(`${String(inject('faultSeed'))} ${name}`);
    const onSurprise = (text: string) => this.surprises.push(text);
    const candidate = new ScriptedCandidate({
      name,
      cookie,
      chance,
      wire: this.wire,
      addresses,
      log,
      onSurprise,
    });
    this.#logs.push(log);
    this.#candidates.push(candidate);
    return candidate;
  }

  async manyCandidates(count: number, options?: CandidateOptions): Promise<ScriptedCandidate[]> {
    const names = Array.from({ length: count }, (_, at) => `candidate-${String(at + 1)}`);
    return Promise.all(names.map((name) => this.candidate(name, options)));
  }

  /** A candidate whose session runs. */
  async sitting(name: string, exam?: string, options?: CandidateOptions): Promise<ScriptedCandidate> {
    const candidate = await this.candidate(name, options);
    for (const act of [() => candidate.book(exam), () => candidate.start()]) {
      const fate = await candidate.persistently(act);
      if (fate !== 'done') throw new Error(`${name} could not begin: ${fate}`);
    }
    return candidate;
  }

  manySitting(count: number, exam?: string, options?: CandidateOptions): Promise<ScriptedCandidate[]> {
    const names = Array.from({ length: count }, (_, at) => `candidate-${String(at + 1)}`);
    return Promise.all(names.map((name) => this.sitting(name, exam, options)));
  }

  /** Moves the one clock of the product; the API processes get it with new connections. */
  async moveClock(seconds: number): Promise<void> {
    await this.rows(`ALTER DATABASE attest SET attest.time_offset = '${String(seconds)} seconds'`);
    this.proxy.cutAll();
  }

  async resetClock(): Promise<void> {
    await this.rows('ALTER DATABASE attest RESET attest.time_offset');
    this.proxy.cutAll();
  }

  /** Waits until all that was to be done after commits is done, and nothing more comes by itself. */
  async quiesce(): Promise<void> {
    await untilTrue('no session is about to expire', 120_000, async () => {
      const ending = await this.rows(
        `SELECT 1 FROM exam_sessions
         WHERE status = 'active' AND deadline + grace < attest_now() + interval '60 seconds' LIMIT 1`,
      );
      return ending.length === 0;
    });
    await untilTrue('the outbox is empty', 60_000, async () => {
      // What failed waits for its next try, which need not be awaited in real time.
      await this.rows(`UPDATE outbox SET available_at = attest_now() WHERE delivered_at IS NULL`);
      const waiting = await this.rows(`SELECT 1 FROM outbox WHERE delivered_at IS NULL`);
      return waiting.length === 0;
    });
  }

  /** All broken promises and all replies that nobody should get; nothing may be under way any more. */
  async faults(): Promise<string[]> {
    await this.quiesce();
    this.#recomputation ??= Recomputation.on(this.database.url);
    const recomputation = await this.#recomputation;
    const broken = await brokenInvariants(this.database.url, {
      history: new CandidateLogs(this.histories),
      recompute: (id) => recomputation.of(id),
    });
    return [...broken, ...this.surprises.splice(0).map((text) => `surprise: ${text}${this.#logged(text)}`)];
  }

  /** What the API wrote down of a request with the trace id of its reply. */
  #logged(text: string): string {
    const [, traceId] = /"traceId":"([^"]+)"/.exec(text) ?? [];
    if (traceId === undefined) return '';
    const lines = this.apis.flatMap(({ output }) => output.split('\n'));
    return lines.filter((line) => line.includes(traceId)).join('\n');
  }

  async stop(): Promise<void> {
    this.wire.close();
    for (const log of this.#logs) log.close();
    this.database.goOn();
    await Promise.all(this.apis.map((api) => api.kill()));
    await this.proxy.close();
    await (await this.#recomputation)?.close();
    await this.database.stop();
  }
}

function historiesIn(directory: string): string {
  return join(directory, 'histories');
}

let shared: Promise<FaultSystem> | undefined;

/**
 * A system for all tests of a file. Without options it is the one that all such files of the worker share:
 * whoever breaks its processes or builds other ones takes a system of their own.
 */
export function useSystem(options?: SystemOptions): () => FaultSystem {
  let running: FaultSystem | undefined;
  beforeAll(async () => {
    // Ends with the worker: its API processes notice, and the teardown of the run ends the database.
    running = await (options === undefined ? (shared ??= FaultSystem.start()) : FaultSystem.start(options));
  });
  afterEach(() => {
    if (running) running.proxy.rule = null;
  });
  afterAll(() => (options === undefined ? undefined : running?.stop()));
  return () => {
    if (!running) throw new Error('The system runs only inside tests and hooks.');
    return running;
  };
}
