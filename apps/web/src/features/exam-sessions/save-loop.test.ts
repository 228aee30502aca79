import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createSaveLoop, type SaveLoopState, type SendResult } from './save-loop.ts';

/** A loop over a list of waiting changes and a server that answers when the test says so. */
function givenLoop() {
  const waiting: string[] = [];
  const requests: { readonly carried: string[]; readonly answer: (result: SendResult) => Promise<void> }[] =
    [];
  const states: SaveLoopState[] = [];
  const loop = createSaveLoop({
    hasPending: () => waiting.length > 0,
    random: () => 1,
    report: (state) => states.push(state),
    send: () => {
      const carried = waiting.splice(0);
      const { promise, resolve } = Promise.withResolvers<SendResult>();
      const answer = async (result: SendResult) => {
        if (result.kind !== 'stored') waiting.unshift(...carried);
        resolve(result);
        await vi.advanceTimersByTimeAsync(0);
      };
      requests.push({ carried, answer });
      return promise;
    },
  });
  const change = (name: string) => {
    waiting.push(name);
    loop.notify();
  };
  return { loop, change, requests, states };
}

const stored = { kind: 'stored' } as const;
const lost = { kind: 'passing', retryAfterMs: null } as const;

describe('the save loop', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('has one request under way, and the next carries everything newer', async () => {
    const { change, requests } = givenLoop();
    change('first');
    change('second');
    change('third');
    expect(requests.map(({ carried }) => carried)).toEqual([['first']]);

    await requests[0]?.answer(stored);

    expect(requests.map(({ carried }) => carried)).toEqual([['first'], ['second', 'third']]);
  });

  it('keeps what a lost request carried and sends it again after a wait', async () => {
    const { change, requests, states } = givenLoop();
    change('first');
    await requests[0]?.answer(lost);
    change('second');
    expect(requests).toHaveLength(1);
    expect(states.at(-1)).toEqual({ isSending: false, failures: 1 });

    await vi.advanceTimersByTimeAsync(2000);

    expect(requests[1]?.carried).toEqual(['first', 'second']);
  });

  it('tries at once when the network may be back', async () => {
    const { loop, change, requests } = givenLoop();
    change('first');
    await requests[0]?.answer(lost);

    loop.retryNow();

    expect(requests).toHaveLength(2);
  });

  it('does not cut short a wait the server asked for', async () => {
    const { loop, change, requests } = givenLoop();
    change('first');
    await requests[0]?.answer({ kind: 'passing', retryAfterMs: 10_000 });
    loop.retryNow();
    await vi.advanceTimersByTimeAsync(9_000);
    expect(requests).toHaveLength(1);

    await vi.advanceTimersByTimeAsync(1_000);

    expect(requests).toHaveLength(2);
  });

  it('goes on at once after a refusal of content, and calls it no failure', async () => {
    const { change, requests, states } = givenLoop();
    change('first');
    await requests[0]?.answer({ kind: 'refused' });

    expect(requests).toHaveLength(2);
    expect(states.at(-1)).toEqual({ isSending: true, failures: 0 });
  });

  it('forgets failures after a success', async () => {
    const { change, requests, states } = givenLoop();
    change('first');
    await requests[0]?.answer(lost);
    await vi.advanceTimersByTimeAsync(2000);
    await requests[1]?.answer(stored);

    expect(states.at(-1)).toEqual({ isSending: false, failures: 0 });
  });

  it('sends nothing after a final refusal or a stop', async () => {
    const refused = givenLoop();
    refused.change('first');
    await refused.requests[0]?.answer({ kind: 'final' });
    refused.change('second');
    expect(refused.requests).toHaveLength(1);

    const stopped = givenLoop();
    stopped.change('first');
    await stopped.requests[0]?.answer(lost);
    stopped.loop.stop();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(stopped.requests).toHaveLength(1);
  });
});
