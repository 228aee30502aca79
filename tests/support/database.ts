import pg from 'pg';
import { inject } from 'vitest';
import { sqlState } from '../../apps/api/src/platform/database/database-errors.ts';

/**
 * The database of this test worker: a copy of the migrated template, made anew for each test file.
 *
 * @returns its address
 */
export async function freshDatabase(): Promise<string> {
  const template = new URL(inject('templateUrl'));
  const name = `attest_worker_${process.env['VITEST_POOL_ID'] ?? '1'}`;
  const own = new URL(template);
  own.pathname = `/${name}`;
  const administration = new URL(template);
  administration.pathname = '/postgres';
  await withClient(administration.href, async (client) => {
    await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${template.pathname.slice(1)}`);
  });
  return own.href;
}

/** A second database with the same rows. Nobody may be connected to the first while it is copied. */
export async function copyOf(url: string): Promise<string> {
  const name = new URL(url).pathname.slice(1);
  const administration = new URL('/postgres', url).href;
  await query(administration, `DROP DATABASE IF EXISTS ${name}_copy WITH (FORCE)`);
  await query(administration, `CREATE DATABASE ${name}_copy TEMPLATE ${name}`);
  return new URL(`/${name}_copy`, url).href;
}

/** Runs SQL past the application, to arrange or to look. */
export async function query<Row extends pg.QueryResultRow>(
  url: string,
  sql: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  return withClient(url, async (client) => (await client.query<Row>(sql, [...values])).rows);
}

/**
 * Empties all tables but the list of migrations.
 *
 * Rows are deleted with foreign keys and triggers off, which for the few rows of a test is many times
 * faster than TRUNCATE and does not wait for a background job that happens to read.
 *
 * @param kept further tables to leave alone, such as those of an imported item bank
 */
export async function truncateAll(url: string, kept: readonly string[] = []): Promise<void> {
  await withClient(url, async (client) => {
    await client.query(`SET session_replication_role = replica`);
    const { rows } = await client.query<{ statement: string | null }>(
      `SELECT string_agg(format('DELETE FROM %I', relname), ';') AS statement
       FROM pg_class
       WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND relname <> ALL ($1)`,
      [['migrations', ...kept]],
    );
    await persistently(() => client.query(rows[0]?.statement ?? ''));
  });
}

/** A background job of the application may be in the middle of the same rows: whoever lost tries again. */
async function persistently(work: () => Promise<unknown>): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await work();
      return;
    } catch (error) {
      if (tries >= 5 || sqlState(error) !== '40P01') throw error;
    }
  }
}

async function withClient<Result>(url: string, use: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}
