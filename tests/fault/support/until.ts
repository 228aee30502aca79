import { setTimeout as pause } from 'node:timers/promises';

/** Waits for something to become true. @returns how many milliseconds that took */
export async function untilTrue(
  what: string,
  withinMs: number,
  isTrue: () => boolean | Promise<boolean>,
): Promise<number> {
  const began = performance.now();
  while (!(await isTrue())) {
    if (performance.now() - began > withinMs) throw new Error(`Not within ${String(withinMs)} ms: ${what}`);
    await pause(20);
  }
  return performance.now() - began;
}
