import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { freePort } from '../../../apps/api/src/platform/embedded-database/server.ts';
import { endLeftOver } from '../../../apps/api/src/platform/embedded-database/postmaster.ts';
import { isOwned } from '../../../apps/api/src/platform/embedded-database/owner.ts';
import { ApiServer } from './api-server.ts';
import { DatabaseCluster } from './database-cluster.ts';
import { bundleApi } from './program-bundle.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The built API. */
    faultProgram: string;
    /** A cluster with schema and item bank, to be copied. */
    faultCluster: string;
    /** Where systems keep their files; gone after the run. */
    faultDirectory: string;
    /** Decides everything random. */
    faultSeed: number;
    /** How long this machine needs to start an API process on an empty database. */
    faultStartMs: number;
  }
}

const prefix = 'attest-fault-';

/** Of the suite that runs on every change: the same plan each time. */
const everyday = 20_261_122;

/** Builds the API and prepares a database once for all files: each test begins with a copy. */
export default async function prepareSystem(project: TestProject): Promise<() => Promise<void>> {
  await removeLeftOvers();
  const directory = mkdtempSync(join(tmpdir(), `${prefix}${String(process.pid)}-`));
  chmodSync(directory, 0o755);
  const remove = () => {
    rmSync(directory, { recursive: true, force: true, maxRetries: 10 });
  };
  process.once('exit', remove);
  const seed = Number(process.env['ATTEST_FAULT_SEED'] ?? everyday);
  project.provide('faultSeed', seed);
  process.stdout.write(`The faults are drawn with seed ${String(seed)}.\n`);
  const program = await bundleApi(join(directory, 'build'));
  const cluster = join(directory, 'prepared');
  const database = await DatabaseCluster.start(cluster);
  const api = new ApiServer({
    program,
    name: 'preparing',
    port: await freePort(),
    databaseUrl: database.url,
    directory: join(directory, 'logs'),
  });
  const began = performance.now();
  await api.start();
  project.provide('faultStartMs', performance.now() - began);
  await api.stop();
  await database.stop();
  project.provide('faultProgram', program);
  project.provide('faultCluster', cluster);
  project.provide('faultDirectory', directory);
  return async () => {
    await endDatabases(directory);
    remove();
    process.off('exit', remove);
  };
}

/** Of runs that were killed. */
async function removeLeftOvers(): Promise<void> {
  const runs = readdirSync(tmpdir()).filter((name) => name.startsWith(prefix));
  for (const run of runs.filter((name) => !isAlive(Number(name.split('-')[2])))) {
    const directory = join(tmpdir(), run);
    await endDatabases(directory);
    rmSync(directory, { recursive: true, force: true, maxRetries: 10 });
  }
}

/** Those whose worker has ended without ending them. */
async function endDatabases(directory: string): Promise<void> {
  for (const name of readdirSync(directory)) {
    const system = join(directory, name, 'database');
    if (!isOwned(system)) await endLeftOver(join(system, 'postgres'));
  }
}

function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch {
    return false;
  }
}
