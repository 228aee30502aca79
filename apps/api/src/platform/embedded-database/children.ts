import type { ChildProcess } from 'node:child_process';

/** Nothing of our own environment (which may hold PG* variables of another database) reaches the programs. */
export const SERVER_ENVIRONMENT = { LC_ALL: 'C', TZ: 'UTC', PATH: '/usr/bin:/bin' };

/** However this process ends, short of a kill: the program is told to end too, and to clear up. */
export function endWithUs(child: ChildProcess): void {
  const end = () => child.kill('SIGINT');
  process.once('exit', end);
  child.once('exit', () => process.off('exit', end));
}
