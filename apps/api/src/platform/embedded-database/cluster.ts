import { execFile } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { promisify } from 'node:util';
import type { Binaries } from './binaries.ts';
import { endWithUs, SERVER_ENVIRONMENT } from './children.ts';
import { explainOutput } from './faults.ts';
import type { Layout } from './layout.ts';

export const SUPERUSER = 'attest';

/**
 * Makes the cluster if there is none. It is made beside its place and moved there when it is whole, so
 * that a kill in the middle leaves nothing that looks like a database.
 */
export async function makeCluster(binaries: Binaries, layout: Layout): Promise<void> {
  const { cluster, account, passwordFile, directory } = layout;
  if (existsSync(cluster)) return;
  const unfinished = `${cluster}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { mode: 0o700 });
  if (account) chownSync(unfinished, account.uid, account.gid);
  try {
    const running = promisify(execFile)(
      binaries.initdb,
      [
        ...['--pgdata', unfinished, '--username', SUPERUSER, '--pwfile', passwordFile],
        ...['--auth', 'scram-sha-256', '--encoding', 'UTF8', '--locale', 'C', '--data-checksums'],
      ],
      { cwd: directory, env: SERVER_ENVIRONMENT, ...(account && { uid: account.uid, gid: account.gid }) },
    );
    endWithUs(running.child);
    await running;
  } catch (error) {
    throw isFailedProgram(error) ? explainOutput(error.stderr, directory, null) : error;
  }
  renameSync(unfinished, cluster);
}

function isFailedProgram(error: unknown): error is Error & { stderr: string } {
  return (
    error instanceof Error && 'stderr' in error && typeof error.stderr === 'string' && error.stderr !== ''
  );
}
