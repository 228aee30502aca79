import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { migrations } from '../../../../../migrations/index.ts';
import { StartupFault } from '../startup-fault.ts';
import { sqlState } from './database-errors.ts';
import { connectionFault } from './migrate.ts';

const longestWaitMs = 60_000;
const lookEveryMs = 500;
const connectWithinMs = 5_000;

/**
 * Waits until another job has brought the schema to what this program needs, or further: two neighbouring
 * versions share one schema.
 *
 * @throws StartupFault when that takes too long, or the database cannot be reached all the while
 */
export async function schemaAtHead(url: string, patienceMs = longestWaitMs): Promise<void> {
  const until = performance.now() + patienceMs;
  for (;;) {
    const fault = await missing(url);
    if (fault === null) return;
    if (performance.now() > until) throw fault;
    await wait(lookEveryMs);
  }
}

async function missing(url: string): Promise<StartupFault | null> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: connectWithinMs,
    query_timeout: connectWithinMs,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ name: string }>('SELECT name FROM migrations');
    const made = new Set(rows.map(({ name }) => name));
    return migrations.every(({ name }) => made.has(name)) ? null : tooOld();
  } catch (error) {
    // No table yet: the job has not begun.
    return sqlState(error) === '42P01' ? tooOld() : connectionFault(url, error);
  } finally {
    await client.end().catch(() => undefined);
  }
}

function tooOld(): StartupFault {
  return new StartupFault(
    'The schema of the database is older than this program, and MIGRATE_AT_START=no leaves it to another job: ' +
      'run `npm run admin -- migrate` first.',
  );
}
