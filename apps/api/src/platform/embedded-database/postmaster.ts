import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { hasEnded, identityOf } from './process-identity.ts';

/** What a running server writes into `postmaster.pid` of its cluster. */
export interface PostmasterFile {
  readonly processId: number;
  readonly port: number;
  readonly isReady: boolean;
}

export function readPostmasterFile(cluster: string): PostmasterFile | null {
  try {
    const lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
    return {
      processId: Math.abs(Number(lines[0])),
      port: Number(lines[3]),
      isReady: lines[7]?.trim() === 'ready',
    };
  } catch {
    return null;
  }
}

/**
 * Ends the server that a killed Attest left running on this cluster.
 *
 * Its process number may by now belong to somebody else, in a restarted container most likely: only a
 * process that was started on exactly this cluster is ours. A file that names a process which is no
 * PostgreSQL, or one that ended but was never collected by its parent, would keep ours from starting, so it goes;
 * PostgreSQL itself judges the rest, and guards the cluster by its shared memory besides.
 *
 * @returns true when a server had been left running
 */
export async function endLeftOver(cluster: string): Promise<boolean> {
  const left = readPostmasterFile(cluster);
  if (!left) return false;
  const command = commandOf(left.processId);
  if (command.includes(cluster)) {
    await endServer(left.processId);
    return true;
  }
  if (!command.includes('postgres')) rmSync(join(cluster, 'postmaster.pid'), { force: true });
  return false;
}

/**
 * Fast shutdown, as `pg_ctl stop -m fast` does it: open transactions are rolled back, everything
 * committed is written out. A server that does not answer is ended the hard way; it recovers from its
 * write-ahead log at the next start.
 */
export async function endServer(processId: number): Promise<void> {
  const identity = identityOf(processId);
  if (identity === null) return;
  for (const [signal, waitMs] of [
    ['SIGINT', 15_000],
    ['SIGQUIT', 5_000],
    ['SIGKILL', 5_000],
  ] as const) {
    process.kill(processId, signal);
    if (await hasEnded(processId, identity, waitMs)) return;
  }
}

/** @returns nothing for a process that has ended, even while its number is still taken */
function commandOf(processId: number): string {
  if (identityOf(processId) === null) return '';
  try {
    if (process.platform === 'linux') return readFileSync(`/proc/${String(processId)}/cmdline`, 'utf8');
    return execFileSync('ps', ['-o', 'args=', '-p', String(processId)], { encoding: 'utf8' });
  } catch {
    return '';
  }
}
