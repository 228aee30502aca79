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

const keptOpen = new Map<string, KeptConnections>();

/**
 * From now on everything here keeps its connections to this database open from call to call: to open one takes
 * longer than most statements of a test. Nothing may be set on them that outlasts its statement.
 *
 * @returns ends that
 */
export function keepConnections(url: string): () => Promise<void> {
  const connections = new KeptConnections(url);
  keptOpen.set(url, connections);
  return async () => {
    keptOpen.delete(url);
    await connections.close();
  };
}

/** As many as are used at the same time; one that the server ended is replaced. */
class KeptConnections {
  readonly #url: string;
  readonly #open = new Set<pg.Client>();
  readonly #idle: pg.Client[] = [];

  constructor(url: string) {
    this.#url = url;
  }

  async use<Result>(work: (client: pg.Client) => Promise<Result>): Promise<Result> {
    const client = this.#idle.pop() ?? (await this.#connect());
    try {
      return await work(client);
    } finally {
      if (this.#open.has(client)) this.#idle.push(client);
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.#open].map((client) => client.end()));
  }

  async #connect(): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: this.#url });
    const forget = () => {
      this.#open.delete(client);
      if (this.#idle.includes(client)) this.#idle.splice(this.#idle.indexOf(client), 1);
    };
    client.on('error', forget).on('end', forget);
    await client.connect();
    this.#open.add(client);
    return client;
  }
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
    const { rows } = await client.query<{ statement: string | null }>(
      `SELECT string_agg(format('DELETE FROM %I', relname), ';') AS statement
       FROM pg_class
       WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND relname <> ALL ($1)`,
      [['migrations', ...kept]],
    );
    const statements = `SET LOCAL session_replication_role = replica; ${rows[0]?.statement ?? ''}`;
    await persistently(() => client.query(statements));
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
  const kept = keptOpen.get(url);
  if (kept !== undefined) return kept.use(use);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}
