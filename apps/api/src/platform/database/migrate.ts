import { setTimeout as wait } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { migrations } from '../../../../../migrations/index.ts';
import { StartupFault } from '../startup-fault.ts';
import { longestLockWaitMs, migrationDataSource } from './data-source.ts';
import { sqlState } from './database-errors.ts';

/** As long as the longest migration of a large database may take. */
const longestTurnMinutes = 5;
const oldestMajor = 15;
/** Half a minute, with the pauses between. */
const mostTries = 12;
/** Whoever queued behind a migration goes first. */
const pauseMs = 500;

/** Any number; the same in every process, so that only one migrates at a time. */
const migrationLock = 7_412_290_001;

export interface MigrateOptions {
  /** How long another process may migrate before this one gives up. */
  readonly turnMinutes?: number;
  /** How often a migration asks for a table that others use. */
  readonly tries?: number;
  /** Changes nothing while candidates sit an exam with a deadline. A start must never be kept from serving them. */
  readonly sparesExams?: boolean;
  /** Some of the migrations, where rows of an older version are to be brought in first. */
  readonly only?: typeof migrations;
}

/**
 * Brings the schema to the head. Safe to call from many processes at once.
 *
 * @returns the names of the migrations that ran
 * @throws StartupFault when the database cannot be reached, is too old, is newer than this program, does
 *   not let its user change the schema, or is in use
 */
export async function migrate(url: string, options: MigrateOptions = {}): Promise<readonly string[]> {
  const {
    turnMinutes = longestTurnMinutes,
    tries = mostTries,
    sparesExams = false,
    only = migrations,
  } = options;
  const dataSource = migrationDataSource(url, only);
  try {
    await dataSource.initialize();
  } catch (error) {
    throw connectionFault(url, error);
  }
  try {
    await refuseOldServer(dataSource);
    await takeTurn(dataSource, turnMinutes);
    await refuseNewerSchema(dataSource);
    if (sparesExams) await refuseWhileExamsRun(dataSource, only);
    return await runMigrations(dataSource, url, tries);
  } finally {
    await dataSource.destroy();
  }
}

/** The one who came second waits as long as the first migrates; then there is nothing left to do. */
async function takeTurn(dataSource: DataSource, minutes: number): Promise<void> {
  try {
    await dataSource.query(`SET lock_timeout = ${String(Math.ceil(minutes * 60_000))}`);
    await dataSource.query(`SELECT pg_advisory_lock(${String(migrationLock)})`);
    await dataSource.query(`SET lock_timeout = ${String(longestLockWaitMs)}`);
  } catch (error) {
    if (sqlState(error) !== '55P03') throw error;
    throw new StartupFault(
      `Another process has been migrating this database for more than ${String(minutes)} minutes: ` +
        'see what it waits for, then start again.',
      { cause: error },
    );
  }
}

/** A migration that found a table in use has changed nothing, and is tried again; those before it are done. */
async function runMigrations(dataSource: DataSource, url: string, tries: number): Promise<readonly string[]> {
  const before = new Set(await madeMigrations(dataSource));
  for (let tried = 1; ; tried += 1) {
    try {
      await dataSource.runMigrations();
      return (await madeMigrations(dataSource)).filter((name) => !before.has(name));
    } catch (error) {
      if (sqlState(error) !== '55P03' || tried >= tries)
        throw new StartupFault(notMigrated(url, error), { cause: error });
      await wait(pauseMs);
    }
  }
}

/** Names of those that the database has, in order. */
async function madeMigrations(dataSource: DataSource): Promise<readonly string[]> {
  const found: unknown = await dataSource.query(`SELECT to_regclass('migrations') IS NOT NULL AS exists`);
  if (!isRows(found) || found[0]?.['exists'] !== true) return [];
  const rows: unknown = await dataSource.query(`SELECT name FROM migrations ORDER BY timestamp`);
  return isRows(rows) ? rows.map((row) => String(row['name'])) : [];
}

async function refuseOldServer(dataSource: DataSource): Promise<void> {
  const rows: unknown = await dataSource.query(`SHOW server_version_num`);
  const version = isRows(rows) ? Number(rows[0]?.['server_version_num']) : Number.NaN;
  const fault = serverTooOld(version);
  if (fault !== null) throw new StartupFault(fault);
}

/**
 * @param version as `server_version_num` tells it, such as 140012
 * @returns why this server cannot be used, or null
 */
export function serverTooOld(version: number): string | null {
  const major = Math.floor(version / 10_000);
  return major >= oldestMajor
    ? null
    : `Attest needs PostgreSQL ${String(oldestMajor)} or newer, and DATABASE_URL leads to PostgreSQL ${String(major)}.`;
}

async function refuseNewerSchema(dataSource: DataSource): Promise<void> {
  const known = new Set(migrations.map((migration) => migration.name));
  const foreign = (await madeMigrations(dataSource)).filter((name) => !known.has(name));
  if (foreign.length > 0) {
    throw new StartupFault(
      `The database was migrated by a newer version of Attest (${foreign.join(', ')}): start that version.`,
    );
  }
}

async function refuseWhileExamsRun(dataSource: DataSource, wanted: typeof migrations): Promise<void> {
  const made = await madeMigrations(dataSource);
  if (wanted.every(({ name }) => made.includes(name))) return;
  const found: unknown = await dataSource.query(`SELECT to_regclass('exam_sessions') IS NOT NULL AS exists`);
  if (!isRows(found) || found[0]?.['exists'] !== true) return;
  const rows: unknown = await dataSource.query(
    `SELECT count(*)::int AS running FROM exam_sessions
     WHERE status = 'active' AND deadline IS NOT NULL AND deadline + grace >= attest_now()`,
  );
  const running = isRows(rows) ? Number(rows[0]?.['running']) : 0;
  if (running === 0) return;
  throw new StartupFault(
    `${running === 1 ? 'An exam is' : `${String(running)} exams are`} running, and there are changes to make to the ` +
      'database: migrate when they are over, or add --while-exams-run.',
  );
}

function isRows(value: unknown): value is Record<string, unknown>[] {
  return Array.isArray(value);
}

/** Why the database of this address could not be reached, for the operator. */
export function connectionFault(url: string, error: unknown): StartupFault {
  return new StartupFault(unreachable(url, error), { cause: error });
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
      return `The database at ${place} cannot be used: ${messageOf(error)}.`;
  }
}

function notMigrated(url: string, error: unknown): string {
  const { username, pathname } = new URL(url);
  const [user, database] = [decodeURIComponent(username), decodeURIComponent(pathname.slice(1))];
  switch (sqlState(error)) {
    case '42501': // insufficient privilege
    case '3F000': // a schema that the user may not see does not exist for it
      return (
        `The user “${user}” may not make tables in the database “${database}”: ` +
        `let it with GRANT CREATE, USAGE ON SCHEMA public TO "${user}", or make it the owner.`
      );
    case '55P03':
      return 'The database could not be brought up to date while others use its tables: start again when it is quieter.';
    default:
      return `The database could not be brought up to date: ${messageOf(error)}.`;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
