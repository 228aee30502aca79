import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createSignInWatch } from './sign-in-watch.ts';

const minute = 60_000;
const hour = 60 * minute;

/** A server whose clock is far from this computer's, and a sign-in that ends so many milliseconds from now. */
function givenWatch(endsInMs: number) {
  const aheadMs = 5 * hour;
  const server = { endsAtMs: Date.now() + aheadMs + endsInMs, isReachable: true, isKnown: true };
  const reports: boolean[] = [];
  let refreshes = 0;
  const answer = () => {
    const term = {
      endsAt: new Date(server.endsAtMs).toISOString(),
      serverTime: new Date(Date.now() + aheadMs).toISOString(),
    };
    watch.observe(server.isKnown ? term : null, Date.now());
  };
  const watch = createSignInWatch({
    report: (isNear) => reports.push(isNear),
    refresh: () => {
      refreshes += 1;
      if (server.isReachable) answer();
      return Promise.resolve();
    },
  });
  answer();
  const extendBy = (milliseconds: number) => (server.endsAtMs += milliseconds);
  return { server, watch, answer, extendBy, isWarned: () => reports.at(-1), refreshes: () => refreshes };
}

describe('the end of a sign-in', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('is announced two minutes before, and not earlier', async () => {
    const { isWarned } = givenWatch(24 * hour);

    await vi.advanceTimersByTimeAsync(24 * hour - 2 * minute - 1);
    expect(isWarned()).toBe(false);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(isWarned()).toBe(true);
  });

  it('is announced for a sign-in of thirty days too', async () => {
    const { isWarned } = givenWatch(30 * 24 * hour);

    await vi.advanceTimersByTimeAsync(29 * 24 * hour);
    expect(isWarned()).toBe(false);
    await vi.advanceTimersByTimeAsync(24 * hour - minute);
    expect(isWarned()).toBe(true);
  });

  it('is not announced when another tab, or an exam, has moved it meanwhile', async () => {
    const { extendBy, isWarned } = givenWatch(hour);
    extendBy(3 * hour);

    await vi.advanceTimersByTimeAsync(hour);

    expect(isWarned()).toBe(false);
    await vi.advanceTimersByTimeAsync(3 * hour - minute);
    expect(isWarned()).toBe(true);
  });

  it('is announced from what is known while the server cannot be reached', async () => {
    const { server, isWarned } = givenWatch(hour);
    server.isReachable = false;

    await vi.advanceTimersByTimeAsync(hour - minute);

    expect(isWarned()).toBe(true);
  });

  it('is announced at once to whoever opens the page that late', () => {
    expect(givenWatch(minute).isWarned()).toBe(true);
  });

  it('is announced no more once it was moved', async () => {
    const { answer, extendBy, isWarned } = givenWatch(hour);
    await vi.advanceTimersByTimeAsync(hour - minute);

    extendBy(hour);
    answer();

    expect(isWarned()).toBe(false);
  });

  it('is announced no more once it has come', async () => {
    const { server, isWarned } = givenWatch(minute);
    server.isKnown = false;

    await vi.advanceTimersByTimeAsync(minute + 2_000);

    expect(isWarned()).toBe(false);
  });

  it('asks the server no more than now and then, and not at all once nobody listens', async () => {
    const { watch, refreshes } = givenWatch(minute);

    await vi.advanceTimersByTimeAsync(2 * minute);
    expect(refreshes()).toBeLessThanOrEqual(12);

    watch.stop();
    expect(vi.getTimerCount()).toBe(0);
  });
});
