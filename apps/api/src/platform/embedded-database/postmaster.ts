import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { hasEnded, identityOf, startedAt } from './process-identity.ts';

/** A server notes its start a moment after it started, and a clock may be corrected while it runs. */
const clockToleranceSeconds = 60;

/** What a running server writes into `postmaster.pid` of its cluster. */
export interface PostmasterFile {
  readonly processId: number;
  readonly startedAtSeconds: number;
  readonly port: number;
  readonly isReady: boolean;
}

export function readPostmasterFile(cluster: string): PostmasterFile | null {
  try {
    const lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
    return {
      processId: Math.abs(Number(lines[0])),
      startedAtSeconds: Number(lines[2]),
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
 * Its process number may by now belong to somebody else, in a restarted container most likely: ours is a
 * process that was started on exactly this cluster when its file says. A file that names a process of
 * another cluster, one that is no PostgreSQL, or one that ended but was never collected by its parent,
 * would keep ours from starting, so it goes; PostgreSQL itself judges the rest, and guards the cluster by
 * its shared memory besides.
 *
 * @returns true when a server had been left running
 */
export async function endLeftOver(cluster: string): Promise<boolean> {
  const left = readPostmasterFile(cluster);
  if (!left) return false;
  const command = commandOf(left.processId);
  const served = clusterServedBy(command, cluster);
  if (served === cluster && isStartOf(left)) {
    await endServer(left.processId);
    return true;
  }
  const isOfAnother = served !== null && served !== cluster;
  if (isOfAnother || !command.includes('postgres')) rmSync(join(cluster, 'postmaster.pid'), { force: true });
  return false;
}

/** A process that got the number later started later than the file says, unless the clock was set since. */
function isStartOf({ processId, startedAtSeconds }: PostmasterFile): boolean {
  const started = startedAt(processId);
  return started !== null && Math.abs(started / 1_000 - startedAtSeconds) < clockToleranceSeconds;
}

/** @returns the directory a server was started on; null for no server, or one that was started another way */
function clusterServedBy(command: string, cluster: string): string | null {
  if (!command.includes('postgres')) return null;
  if (process.platform === 'linux') {
    const parts = command.split('\0');
    const at = parts.indexOf('-D');
    return at === -1 ? null : (parts[at + 1] ?? null);
  }
  // `ps` joins the arguments with spaces, which a path may hold too.
  return command.includes(` -D ${cluster} --`) ? cluster : null;
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
