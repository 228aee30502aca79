import { setImmediate } from 'node:timers/promises';

const tellEveryMs = 250;

/**
 * Long work in pieces: lets requests in between them, and tells now and then how much is done.
 *
 * @param tell called first after the first piece
 */
export function breathe(tell: (done: number) => Promise<unknown>): (done: number) => Promise<void> {
  let toldMs = -Infinity;
  return async (done) => {
    await setImmediate();
    const nowMs = performance.now();
    if (nowMs - toldMs < tellEveryMs) return;
    toldMs = nowMs;
    await tell(done);
  };
}
