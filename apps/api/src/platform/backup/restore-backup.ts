import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { migrations } from '../../../../../migrations/index.ts';
import { sqlState } from '../database/database-errors.ts';
import { migrate } from '../database/migrate.ts';
import { StartupFault } from '../startup-fault.ts';
import { copyIn, quoted, type BackupTable } from './backup-format.ts';
import { readBackup, type ReadBackup } from './read-backup.ts';
import { connectForCopy, unknownMigrations } from './snapshot.ts';
import { storedTables } from './stored-tables.ts';

export interface RestoreSummary {
  /** When the backup was made. */
  readonly madeAt: string;
  readonly rows: number;
  /** Names of the migrations that the backup was older than. */
  readonly migrated: readonly string[];
}

/**
 * Fills an empty database from a backup, and brings it to the schema of this program.
 *
 * The file is read to its end before the database is touched, and all rows come in one transaction: a
 * restore that fails leaves no rows behind and can be repeated.
 *
 * @param report is told how far it has come, a line at a time
 * @throws StartupFault in words for the operator
 */
export async function restoreBackup(
  url: string,
  file: string,
  report: (line: string) => void,
): Promise<RestoreSummary> {
  report('Reading the backup');
  const { head, end } = await readBackup(file, skip);
  refuseNewer(head.migrations);
  const client = await connectForCopy(url);
  try {
    await refuseUnlessEmpty(client, head.migrations);
    report('Making the tables');
    await migrate(url, {
      only: migrations.filter(({ name }) => head.migrations.includes(name)),
    });
    await fill(client, file, report);
    const migrated = await migrate(url);
    await client.query('ANALYZE');
    const rows = Object.values(end.rows).reduce((sum, count) => sum + count, 0);
    return { madeAt: head.madeAt, rows, migrated };
  } catch (error) {
    if (sqlState(error) !== '53100') throw error;
    throw new StartupFault(
      'There is no space left on the disk of the database: free some, then restore again.',
      {
        cause: error,
      },
    );
  } finally {
    await client.end();
  }
}

async function skip(_table: BackupTable, rows: AsyncGenerator<Buffer>): Promise<void> {
  while ((await rows.next()).done !== true);
}

function refuseNewer(made: ReadBackup['head']['migrations']): void {
  const foreign = unknownMigrations(made);
  if (foreign.length === 0) return;
  throw new StartupFault(
    `The backup was made by a newer version of Attest (${foreign.join(', ')}): restore it with that version.`,
  );
}

/** Tables without rows are no harm, such as those that a restore that failed has left. */
async function refuseUnlessEmpty(client: pg.Client, backupMigrations: readonly string[]): Promise<void> {
  const filled = await tablesWithRows(client);
  if (filled.length > 0) {
    throw new StartupFault(
      `The database is not empty (${filled.slice(0, 3).join(', ')}${filled.length > 3 ? ', …' : ''}): ` +
        'restore into a new one, by another DATABASE_URL or DATA_DIRECTORY.',
    );
  }
  const { rows: found } = await client.query(`SELECT 1 WHERE to_regclass('public.migrations') IS NOT NULL`);
  if (found.length === 0) return;
  const { rows: made } = await client.query<{ name: string }>('SELECT name FROM migrations');
  if (made.every(({ name }) => backupMigrations.includes(name))) return;
  throw new StartupFault(
    'The tables of the database are newer than the backup: restore into a database without tables.',
  );
}

async function tablesWithRows(client: pg.Client): Promise<string[]> {
  const filled: string[] = [];
  for (const { table } of await storedTables(client)) {
    const { rowCount } = await client.query(`SELECT 1 FROM ${quoted(table)} LIMIT 1`);
    if (rowCount !== 0) filled.push(table);
  }
  return filled;
}

async function fill(client: pg.Client, file: string, report: (line: string) => void): Promise<void> {
  await client.query('BEGIN');
  try {
    // Somebody may have started Attest on it meanwhile.
    for (const { table } of await storedTables(client)) await client.query(`LOCK TABLE ${quoted(table)}`);
    if ((await tablesWithRows(client)).length > 0) {
      throw new StartupFault(
        'Somebody else writes into this database: stop them, and restore into an empty one.',
      );
    }
    await readBackup(file, async (table, rows) => {
      const target = client.query(copyFrom(copyIn(table)));
      await pipeline(Readable.from(rows), target);
      if (target.rowCount > 0) report(`${table.table}: ${String(target.rowCount)} rows`);
    });
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}
