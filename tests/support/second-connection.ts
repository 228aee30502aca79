import pg from 'pg';
import { expect, onTestFinished } from 'vitest';
import { query } from './database.ts';

/** A connection past the application, ended with the test: for transactions that stay open meanwhile. */
export async function secondConnection(databaseUrl: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'second connection' });
  await client.connect();
  onTestFinished(() => client.end());
  return client;
}

/** Waits until so many statements of an application wait for a lock. */
export async function untilWaiting(
  databaseUrl: string,
  applicationName: string,
  statements = 1,
): Promise<void> {
  const waiting = async () => {
    const rows = await query(
      databaseUrl,
      `SELECT 1 FROM pg_stat_activity
       WHERE datname = current_database() AND application_name = $1 AND wait_event_type = 'Lock'`,
      [applicationName],
    );
    return rows.length;
  };
  await expect.poll(waiting, { timeout: 10_000, interval: 10 }).toBe(statements);
}
