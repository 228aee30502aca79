import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** The unit of times in /proc: fixed for programs, whatever the kernel counts in. */
const ticksPerSecond = 100;

/**
 * What tells a process from a later one with the same number: the moment it started.
 *
 * @returns null when no such process runs
 */
export function identityOf(processId: number): string | null {
  return process.platform === 'linux' ? identityFromProc(processId) : identityFromPs(processId);
}

/** Field 22 of /proc/N/stat counts ticks since the boot that boot_id names. */
function identityFromProc(processId: number): string | null {
  try {
    const stat = readFileSync(`/proc/${String(processId)}/stat`, 'latin1');
    // The second field is the program's name in parentheses and may itself hold spaces and parentheses.
    const [state, ...others] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (state === 'Z' || state === 'X') return null;
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim();
    return `${boot}:${others[18] ?? ''}`;
  } catch {
    return null;
  }
}

function identityFromPs(processId: number): string | null {
  try {
    return (
      execFileSync('ps', ['-o', 'lstart=', '-p', String(processId)], { encoding: 'utf8' }).trim() || null
    );
  } catch {
    return null;
  }
}

/**
 * When a process started, as the clock of this machine tells it now.
 *
 * @returns milliseconds since 1970, exact to about a second; null when no such process runs
 */
export function startedAt(processId: number): number | null {
  const identity = identityOf(processId);
  if (identity === null) return null;
  if (process.platform !== 'linux') return Date.parse(identity);
  const ticks = Number(identity.split(':').at(-1));
  const [, bootSeconds] = /^btime (\d+)$/m.exec(readFileSync('/proc/stat', 'latin1')) ?? [];
  return (Number(bootSeconds) + ticks / ticksPerSecond) * 1_000;
}

/** Whether exactly the process that had this identity still runs. */
export function isRunning(processId: number, identity: string): boolean {
  return identityOf(processId) === identity;
}

/** @returns true when the process ended within the time */
export async function hasEnded(processId: number, identity: string, withinMs: number): Promise<boolean> {
  const until = performance.now() + withinMs;
  while (isRunning(processId, identity)) {
    if (performance.now() > until) return false;
    await pause(50);
  }
  return true;
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
