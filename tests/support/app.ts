import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { createApp } from '../../apps/api/src/app.ts';
import { readConfig } from '../../apps/api/src/platform/config/config.ts';
import { freePort } from '../../apps/api/src/platform/embedded-database/server.ts';
import { clockOf, type DatabaseClock } from './database-clock.ts';
import { freshDatabase, keepConnections, query, truncateAll } from './database.ts';
import { Given, type Person } from './given.ts';
import { HttpClient } from './http-client.ts';

export interface AttestOptions {
  /** Environment variables of the application, over those of a test. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Tables that keep their rows between tests, such as those of an item bank imported once. */
  readonly keptTables?: readonly string[];
  /** Runs once, before the application starts and the tests, on the migrated database. */
  readonly prepare?: (databaseUrl: string) => Promise<void>;
}

/** The running application of a test file. */
export interface Attest {
  /** Address of the pages and, below `/api`, of the API. */
  readonly url: string;
  readonly databaseUrl: string;
  readonly databaseClock: DatabaseClock;
  readonly given: Given;
  /** Calls as this person, in the browser they signed in with. */
  as(person: Person): HttpClient;
  /** Calls as nobody. */
  readonly stranger: HttpClient;
  /** Reads or changes rows past the application. */
  rows(sql: string, values?: readonly unknown[]): Promise<Record<string, unknown>[]>;
}

/**
 * Runs the real application on a database of its own for all tests of the file, over HTTP on a free
 * port. Between two tests all rows go and the clock returns to the real time.
 *
 * The members of the result can be used from the first hook or test on.
 */
export function useAttest(options: AttestOptions = {}): Attest {
  let running: Awaited<ReturnType<typeof startAttest>> | undefined;
  const attest = () => {
    if (!running) throw new Error('Attest runs only inside tests and hooks.');
    return running;
  };
  beforeAll(async () => {
    running = await startAttest(options);
  });
  beforeEach(() => truncateAll(attest().databaseUrl, options.keptTables));
  afterEach(() => attest().databaseClock.reset());
  afterAll(() => running?.close());
  return {
    get url() {
      return attest().url;
    },
    get databaseUrl() {
      return attest().databaseUrl;
    },
    get databaseClock() {
      return attest().databaseClock;
    },
    get given() {
      return attest().given;
    },
    as: (person) => person.client,
    get stranger() {
      return new HttpClient(attest().url);
    },
    rows: (sql, values) => query(attest().databaseUrl, sql, values),
  };
}

async function startAttest(options: AttestOptions) {
  const databaseUrl = await freshDatabase();
  const databaseClock = clockOf(databaseUrl);
  await options.prepare?.(databaseUrl);
  const port = await freePort();
  const config = readConfig({
    PORT: String(port),
    LOG_LEVEL: 'fatal',
    // The other tests would leave them no time.
    PASSWORD_NICENESS: '0',
    DATABASE_URL: databaseUrl,
    ...options.environment,
  });
  const app = await createApp(config, { databaseUrl });
  await app.listen(port, '127.0.0.1');
  const { origin: url } = config.http.publicUrl;
  const given = new Given(url, databaseUrl, config.signIn.hours);
  const letGo = keepConnections(databaseUrl);
  const close = async () => {
    await letGo();
    await app.close();
  };
  return { url, databaseUrl, databaseClock, given, close };
}
