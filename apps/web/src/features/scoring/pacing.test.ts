import { describe, expect, it } from 'vitest';
import { readPacing } from './pacing.ts';

const spent = (...seconds: (number | null)[]) =>
  seconds.map((secondsSpent, index) => ({ number: index + 1, secondsSpent, verdict: 'correct' as const }));

describe('the pacing chart', () => {
  it('reaches to the next whole minute and draws a line at each', () => {
    expect(readPacing(spent(30, 130))).toMatchObject({ topSeconds: 180, lines: [60, 120, 180] });
  });

  it('draws at most four lines, however long a question took', () => {
    expect(readPacing(spent(45 * 60)).lines.length).toBeLessThanOrEqual(4);
  });

  it('names the longest question and the middle one', () => {
    expect(readPacing(spent(10, 90, 40))).toMatchObject({
      longest: { number: 2, secondsSpent: 90 },
      medianSeconds: 40,
    });
  });

  it('has no finding when no time is known', () => {
    expect(readPacing(spent(null, null))).toMatchObject({
      longest: null,
      medianSeconds: null,
      topSeconds: 60,
    });
  });
});
