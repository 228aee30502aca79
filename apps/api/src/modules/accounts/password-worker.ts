import { getPriority, setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { cost } from './password-cost.ts';

/** What a thread is asked, one thing at a time. */
export type PasswordTask =
  | { readonly kind: 'judge'; readonly password: string; readonly about: readonly string[] }
  | { readonly kind: 'hash'; readonly password: string }
  | { readonly kind: 'verify'; readonly password: string; readonly hashed: string };

/** What comes back, by what was asked. */
export interface PasswordResults {
  readonly judge: string | null;
  readonly hash: string;
  readonly verify: boolean;
}

export type PasswordReply<Result> = { readonly result: Result } | { readonly fault: unknown };

/** `nice` counts upwards; this is the least urgent. */
const lowest = 19;

/**
 * Whoever saves an answer, and the database on the same machine, come first. Linux alone knows priorities of
 * threads; elsewhere this would slow the whole process, so there the bound on threads has to do.
 */
function stepBack(niceness: number): void {
  if (process.platform !== 'linux') return;
  try {
    setPriority(0, Math.min(lowest, getPriority(0) + niceness));
  } catch {
    // A sandbox that forbids it: the same as another platform.
  }
}

stepBack(Number(workerData));
// Only now: reading the lists takes a second of a core, which the first candidates of a process that has just
// come back need more.
const [{ hashSync, verifySync }, { adviceFor }] = await Promise.all([
  import('@node-rs/argon2'),
  import('./password-judge.ts'),
]);

/** Synchronous, so that it is done in this thread and not in one of Node's own at full priority. */
function perform(task: PasswordTask): PasswordResults[keyof PasswordResults] {
  switch (task.kind) {
    case 'judge':
      return adviceFor(task.password, task.about);
    case 'hash':
      return hashSync(task.password, cost);
    case 'verify':
      return verifySync(task.hashed, task.password);
  }
}

function replyTo(task: PasswordTask): PasswordReply<unknown> {
  try {
    return { result: perform(task) };
  } catch (fault) {
    return { fault };
  }
}

parentPort?.on('message', (task: PasswordTask) => {
  parentPort?.postMessage(replyTo(task));
});
