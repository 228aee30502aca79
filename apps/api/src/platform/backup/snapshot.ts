import pg from 'pg';
import { migrations } from '../../../../../migrations/index.ts';
import { connectionFault } from '../database/migrate.ts';
import { StartupFault } from '../startup-fault.ts';
import { portableSettings, quoted, type BackupHead, type BackupTable } from './backup-format.ts';
import { storedTables } from './stored-tables.ts';

const connectWithinMs = 5_000;
/** A migration under way ends first. */
const longestLockWait = '60s';

/** @throws StartupFault where the database cannot be reached */
export async function connectForCopy(url: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'attest backup',
    connectionTimeoutMillis: connectWithinMs,
    keepAlive: true,
  });
  // It ends the statement under way as well, which tells whoever waits for that.
  client.on('error', () => undefined);
  try {
    await client.connect();
    for (const setting of portableSettings) await client.query(setting);
    return client;
  } catch (error) {
    await client.end().catch(() => undefined);
    throw connectionFault(url, error);
  }
}

/** A connection that sees the database as it is at this moment until it ends. */
export async function beginSnapshot(url: string): Promise<pg.Client> {
  const client = await connectForCopy(url);
  try {
    await client.query(`SET lock_timeout = '${longestLockWait}'`);
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    return client;
  } catch (error) {
    await client.end();
    throw error;
  }
}

export interface Snapshot {
  readonly head: BackupHead;
  readonly tables: readonly BackupTable[];
}

/** What there is to copy; from now on no migration changes it. */
export async function describeSnapshot(client: pg.Client): Promise<Snapshot> {
  const { rows: found } = await client.query(`SELECT 1 WHERE to_regclass('public.migrations') IS NOT NULL`);
  if (found.length === 0)
    throw new StartupFault('The database holds no Attest: there is nothing to back up.');
  await client.query('LOCK TABLE public.migrations IN ACCESS SHARE MODE');
  const tables = await storedTables(client);
  for (const { table } of tables) await client.query(`LOCK TABLE ${quoted(table)} IN ACCESS SHARE MODE`);
  const { rows: made } = await client.query<{ name: string }>(
    'SELECT name FROM migrations ORDER BY timestamp',
  );
  const names = made.map(({ name }) => name);
  const foreign = unknownMigrations(names);
  if (foreign.length > 0) {
    throw new StartupFault(
      `The database was migrated by a newer version of Attest (${foreign.join(', ')}): back it up with that version.`,
    );
  }
  const { rows } = await client.query<{ at: Date; server: string }>(
    `SELECT now() AS at, current_setting('server_version') AS server`,
  );
  if (rows[0] === undefined) throw new Error('the database told no time');
  return { head: { madeAt: rows[0].at.toISOString(), server: rows[0].server, migrations: names }, tables };
}

export function unknownMigrations(names: readonly string[]): string[] {
  const known = new Set(migrations.map(({ name }) => name));
  return names.filter((name) => !known.has(name));
}
