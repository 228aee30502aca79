import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide, likelyRange, scaleScore, standardError } from './scale.ts';

const raw = (rawScore: number, rawCut: number, maximumRawScore: number) => ({
  rawScore,
  rawCut,
  maximumRawScore,
});

describe('scaleScore', () => {
  it.each<[string, [number, number, number], number]>([
    ['nothing', [0, 6, 10], 200],
    ['half-way to the cut', [3, 6, 10], 350],
    ['the cut', [6, 6, 10], 500],
    ['half-way from cut to maximum', [8, 6, 10], 650],
    ['the maximum', [10, 6, 10], 800],
    ['just below the cut: never 500', [5.999, 6, 10], 499],
    ['just above the cut: never below 500', [6.0001, 6, 10], 500],
    ['a sum of fractions that misses the cut by its last bit', [0.1 + 0.2, 0.3, 1], 500],
    ['a cut at nothing', [0, 0, 10], 500],
    ['half of a form whose cut is nothing', [5, 0, 10], 650],
    ['the maximum where the cut is the maximum', [10, 10, 10], 800],
    ['less than the maximum where the cut is the maximum', [9.9, 10, 10], 497],
    ['a form without scored items', [0, 0, 0], 200],
  ])('places %s', (_, [score, cut, maximum], expected) => {
    expect(scaleScore(raw(score, cut, maximum))).toBe(expected);
  });

  it('passes nobody on a form without scored items', () => {
    expect(decide(raw(0, 0, 0))).toBe('fail');
  });

  const rawScores = fc
    .tuple(
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.integer({ min: 1, max: 120 }),
    )
    .map(([score, cut, maximum]) => raw(score * maximum, cut * maximum, maximum));

  it('shows a pass from 500 on and a fail below, always on the scale', () => {
    fc.assert(
      fc.property(rawScores, (score) => {
        const scaled = scaleScore(score);
        expect(Number.isInteger(scaled) && scaled >= 200 && scaled <= 800).toBe(true);
        expect(scaled >= 500).toBe(decide(score) === 'pass');
      }),
    );
  });

  it('never falls when the raw score rises', () => {
    fc.assert(
      fc.property(rawScores, fc.double({ min: 0, max: 1, noNaN: true }), (score, share) => {
        const more = score.rawScore + share * (score.maximumRawScore - score.rawScore);
        expect(scaleScore({ ...score, rawScore: more })).toBeGreaterThanOrEqual(scaleScore(score));
      }),
    );
  });

  it('keeps the likely range on the scale and around the score', () => {
    fc.assert(
      fc.property(rawScores, (score) => {
        const { low, high } = likelyRange(score);
        expect(low).toBeGreaterThanOrEqual(200);
        expect(high).toBeLessThanOrEqual(800);
        expect(low - 1).toBeLessThanOrEqual(scaleScore(score));
        expect(high + 1).toBeGreaterThanOrEqual(scaleScore(score));
      }),
    );
  });
});

describe('standardError', () => {
  // Lord (1955): sqrt(x(k − x)/(k − 1)); x = 20, k = 36 gives sqrt(320/35) = 3.02372 raw points.
  it('is the binomial error times the slope where the score lies', () => {
    expect(standardError(raw(20, 24, 36))).toBeCloseTo(3.02372 * (300 / 24), 3);
    expect(standardError(raw(20, 18, 36))).toBeCloseTo(3.02372 * (300 / 18), 3);
  });

  it('is unknown with one scored item, and the whole scale is likely', () => {
    expect(standardError(raw(1, 0.5, 1))).toBeNull();
    expect(likelyRange(raw(1, 0.5, 1))).toEqual({ low: 200, high: 800 });
  });
});
