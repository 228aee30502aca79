import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dueWarnings, formatClock, observeClock, remainingMs, serverNow } from './clock.ts';

const noon = Date.parse('2026-11-22T12:00:00.000Z');
const sample = (sentAtMs: number, receivedAtMs: number, serverMs: number) => ({
  sentAtMs,
  receivedAtMs,
  serverTime: new Date(serverMs).toISOString(),
});

describe('the server’s time', () => {
  it('is estimated from the middle of the exchange', () => {
    const estimate = observeClock(null, sample(1_000, 1_200, noon));
    expect(serverNow(estimate, 1_100)).toBe(noon);
  });

  it('comes from the exchange with the shortest round trip', () => {
    const quick = observeClock(null, sample(1_000, 1_020, noon));
    const slow = sample(5_000, 7_000, noon + 4_500);
    expect(observeClock(quick, slow)).toEqual(quick);
    expect(observeClock(observeClock(null, slow), sample(8_000, 8_010, noon + 7_000))).toMatchObject({
      roundTripMs: 10,
    });
  });

  it('follows a slower exchange after the device slept and its clock stood still', () => {
    const before = observeClock(null, sample(1_000, 1_020, noon));
    const woken = observeClock(before, sample(2_000, 2_200, noon + 3_600_000));
    expect(serverNow(woken, 2_100)).toBe(noon + 3_600_000);
  });

  it('is never further off than half the round trip, however the delay splits', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5_000 }), fc.integer({ min: 0, max: 5_000 }), (there, back) => {
        const estimate = observeClock(null, sample(0, there + back, noon + there));
        expect(Math.abs(serverNow(estimate, 0) - noon)).toBeLessThanOrEqual((there + back) / 2);
      }),
    );
  });
});

describe('the clock', () => {
  it('runs to the deadline and not below', () => {
    const deadline = '2026-11-22T12:00:10.000Z';
    expect(remainingMs(deadline, noon)).toBe(10_000);
    expect(remainingMs(deadline, noon + 60_000)).toBe(0);
    expect(remainingMs(null, noon)).toBeNull();
  });

  it.each([
    [0, '0:00'],
    [1, '0:01'],
    [59_000, '0:59'],
    [60_000, '1:00'],
    [61_500, '1:02'],
    [1_200_000, '20:00'],
    [3_599_000, '59:59'],
    [3_600_000, '1:00:00'],
    [9_065_000, '2:31:05'],
    [-5, '0:00'],
  ])('shows %i ms as %s', (ms, text) => {
    expect(formatClock(ms)).toBe(text);
  });
});

describe('warnings', () => {
  const at = [1800, 600, 300, 60];

  it.each<[string, number | null, number | null, number[]]>([
    ['none while no mark is passed', 700_000, 650_000, []],
    ['one when its mark is reached', 600_500, 600_000, [600]],
    ['not the same again', 600_000, 599_000, []],
    ['all that were slept through, the most urgent last', 1_900_000, 200_000, [1800, 600, 300]],
    ['none on opening', null, 200_000, []],
    ['none without a deadline', null, null, []],
    ['again after time was added', 660_000, 599_000, [600]],
  ])('gives %s', (_, last, now, due) => {
    expect(dueWarnings(at, last, now)).toEqual(due);
  });
});
