import { migrations } from '../../../../../migrations/index.ts';
import { StartupFault } from '../startup-fault.ts';
import { migrationDataSource } from './data-source.ts';
import { sqlState } from './database-errors.ts';

/** Any number; the same in every process, so that only one migrates at a time. */
const migrationLock = 7_412_290_001;

/**
 * Brings the schema to the head. Safe to call from many processes at once.
 *
 * @returns the names of the migrations that ran
 * @throws StartupFault when the database cannot be reached or is newer than this program
 */
export async function migrate(url: string): Promise<readonly string[]> {
  const dataSource = migrationDataSource(url);
  try {
    await dataSource.initialize();
  } catch (error) {
    throw new StartupFault(unreachable(url, error), { cause: error });
  }
  try {
    await dataSource.query(`SELECT pg_advisory_lock(${String(migrationLock)})`);
    await refuseNewerSchema(dataSource);
    return (await dataSource.runMigrations()).map((migration) => migration.name);
  } finally {
    await dataSource.destroy();
  }
}

async function refuseNewerSchema(dataSource: { query(sql: string): Promise<unknown> }): Promise<void> {
  const found = await dataSource.query(`SELECT to_regclass('migrations') IS NOT NULL AS exists`);
  if (!isRows(found) || found[0]?.['exists'] !== true) return;
  const rows = await dataSource.query(`SELECT name FROM migrations ORDER BY timestamp`);
  const known = new Set(migrations.map((migration) => migration.name));
  const foreign = isRows(rows)
    ? rows.map((row) => String(row['name'])).filter((name) => !known.has(name))
    : [];
  if (foreign.length > 0) {
    throw new StartupFault(
      `The database was migrated by a newer version of Attest (${foreign.join(', ')}): start that version.`,
    );
  }
}

function isRows(value: unknown): value is Record<string, unknown>[] {
  return Array.isArray(value);
}

function unreachable(url: string, error: unknown): string {
  const { hostname, port, pathname } = new URL(url);
  const place = `${hostname}:${port === '' ? '5432' : port}`;
  switch (sqlState(error)) {
    case '28P01':
    case '28000':
      return `The database at ${place} refuses the user or password in DATABASE_URL.`;
    case '3D000':
      return `The server at ${place} has no database “${pathname.slice(1)}”: create it, or correct DATABASE_URL.`;
    case 'ENOTFOUND':
      return `The host “${hostname}” in DATABASE_URL is not known.`;
    case 'ECONNREFUSED':
      return `No database answers at ${place}: start it, or correct DATABASE_URL.`;
    default:
      return `The database at ${place} cannot be used: ${error instanceof Error ? error.message : String(error)}.`;
  }
}
