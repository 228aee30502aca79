import type { ScoreExplanation } from '@attest/contracts';
import { describe, expect, it } from 'vitest';
import { arithmeticOf } from './arithmetic.ts';

type Term = ScoreExplanation['terms'][number];
const term = (outcome: Term['outcome'], value: number): Term => ({ refs: ['x'], outcome, value });
const explain = (
  scheme: ScoreExplanation['scheme'],
  terms: Term[],
  sums: { total: number; possible: number; points: number },
): ScoreExplanation => ({ responseVariable: 'ANSWER', scheme, terms, share: 1, ...sums });

describe('the arithmetic of an explanation', () => {
  it('counts right and wrong picks apart where a wrong one takes away', () => {
    const even = [term('hit', 1), term('missed', 0), term('wrong', -1)];
    expect(arithmeticOf(explain('plus-minus-floor', even, { total: 0, possible: 2, points: 0 }))).toEqual({
      kind: 'plusMinus',
      hits: 1,
      wrong: 1,
      bound: null,
    });
  });

  it('names the floor that keeps a sum from falling below zero', () => {
    const terms = [term('missed', 0), term('wrong', -1), term('wrong', -1)];
    expect(arithmeticOf(explain('per-span', terms, { total: -2, possible: 1, points: 0 })).bound).toEqual({
      side: 'floor',
      counted: 0,
    });
  });

  it('adds up weights of a map, and names the ceiling it meets', () => {
    const terms = [term('hit', 0.75), term('hit', 0.5)];
    expect(arithmeticOf(explain('map', terms, { total: 1.25, possible: 1, points: 1 }))).toEqual({
      kind: 'weights',
      hits: 2,
      wrong: 0,
      bound: { side: 'ceiling', counted: 1 },
    });
    expect(
      arithmeticOf(
        explain('map', [term('hit', 0.5), term('wrong', -0.25)], { total: 0.25, possible: 1, points: 0.25 }),
      ).bound,
    ).toBeNull();
  });

  it('takes no bound for met where fractions miss a number by their last bit', () => {
    const thirds = [term('hit', 1), term('wrong', 0), term('hit', 1)];
    const sum = { total: 2, possible: 3, points: 2 / 3 };
    expect(arithmeticOf(explain('per-pair', thirds, sum))).toMatchObject({ kind: 'parts', bound: null });
  });

  it('counts neighbours of an order, and takes a whole answer for one', () => {
    const sum = { total: 1, possible: 1, points: 1 };
    expect(arithmeticOf(explain('adjacent-pairs', [term('hit', 1)], sum)).kind).toBe('pairs');
    expect(arithmeticOf(explain('all-or-nothing', [term('hit', 1)], sum)).kind).toBe('whole');
  });
});
