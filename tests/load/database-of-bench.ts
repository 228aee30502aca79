import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { migrate } from '../../apps/api/src/platform/database/migrate.ts';
import { startEmbeddedDatabase } from '../../apps/api/src/platform/embedded-database/index.ts';

export interface BenchDatabase {
  readonly url: string;
  /** Of the server; those of its connections are children of it. */
  readonly processId: number;
  rows<Row extends pg.QueryResultRow>(sql: string, values?: readonly unknown[]): Promise<Row[]>;
  stop(): Promise<void>;
}

/** A migrated PostgreSQL of its own with all settings that protect an acknowledged save. */
export async function startDatabase(parent: string): Promise<BenchDatabase> {
  const directory = mkdtempSync(join(parent, 'attest-bench-'));
  chmodSync(directory, 0o755);
  const database = await startEmbeddedDatabase({
    directory,
    logger: { info: () => undefined, warn: (text) => process.stderr.write(`${text}\n`) },
  });
  await migrate(database.url);
  const pool = new pg.Pool({ connectionString: database.url, max: 4, application_name: 'bench' });
  pool.on('error', () => undefined);
  return {
    url: database.url,
    processId: database.processId(),
    rows: async <Row extends pg.QueryResultRow>(sql: string, values: readonly unknown[] = []) =>
      (await pool.query<Row>(sql, [...values])).rows,
    stop: async () => {
      await pool.end();
      await database.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
