import type { ResponsePart } from '@attest/contracts';
import type { CorrectResponse, ItemKey, ScoringScheme, VariableKey } from '@attest/item-bank';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scoreItem } from './score-item.ts';

const keyOf = (correct: CorrectResponse, scheme: ScoringScheme): ItemKey => ({
  variables: [{ responseVariable: 'RESPONSE', correct, scheme, explanations: [] }],
  weights: { RESPONSE: 1 },
});
const points = (key: ItemKey, part: ResponsePart | null) => scoreItem(key, { RESPONSE: part }).points;

const choice = (...selected: string[]): ResponsePart => ({ kind: 'choice', selected });
const order = (...ids: string[]): ResponsePart => ({ kind: 'order', order: ids });
const match = (...pairs: [string, string][]): ResponsePart => ({ kind: 'match', pairs });

describe('all-or-nothing', () => {
  const single = keyOf({ kind: 'choice', selected: ['c'] }, { name: 'all-or-nothing' });
  const text = (accept: string[], pattern: string | null = null, caseSensitive = false) =>
    keyOf({ kind: 'text', accept, caseSensitive, pattern }, { name: 'all-or-nothing' });
  const number = keyOf({ kind: 'number', value: 0.3, tolerance: 0.1 }, { name: 'all-or-nothing' });
  const inline = keyOf({ kind: 'inline', blanks: { b1: 'a', b2: 'd' } }, { name: 'all-or-nothing' });

  it.each<[string, ItemKey, ResponsePart | null, number]>([
    ['the key', single, choice('c'), 1],
    ['a distractor', single, choice('a'), 0],
    ['key and distractor together', single, choice('c', 'a'), 0],
    ['nothing', single, null, 0],
    ['an empty selection', single, choice(), 0],
    ['a response of another kind', single, { kind: 'text', text: 'c' }, 0],
    ['an id that looks like a property of every object', single, choice('__proto__'), 0],
    [
      'an accepted text with other case and blanks',
      text(['least privilege']),
      { kind: 'text', text: ' Least  Privilege ' },
      1,
    ],
    ['another case where case matters', text(['SPIFFE'], null, true), { kind: 'text', text: 'spiffe' }, 0],
    [
      'a text that fits the pattern as a whole',
      text(['x'], 'model[- ]?card'),
      { kind: 'text', text: 'Model card' },
      1,
    ],
    ['a text that fits the pattern in part', text(['x'], 'card'), { kind: 'text', text: 'postcard' }, 0],
    ['a number at the edge of the tolerance', number, { kind: 'number', text: '0,4' }, 1],
    ['a number outside', number, { kind: 'number', text: '0.41' }, 0],
    ['words for a number', number, { kind: 'number', text: 'about 0.3' }, 0],
    ['all blanks', inline, { kind: 'inline', blanks: { b2: 'd', b1: 'a' } }, 1],
    ['one blank of two', inline, { kind: 'inline', blanks: { b1: 'a' } }, 0],
    ['one wrong blank', inline, { kind: 'inline', blanks: { b1: 'a', b2: 'a' } }, 0],
  ])('scores %s', (_, key, part, expected) => {
    expect(points(key, part)).toBe(expected);
  });
});

describe('plus-minus-floor', () => {
  const two = keyOf({ kind: 'choice', selected: ['a', 'b'] }, { name: 'plus-minus-floor' });

  it.each<[string, ResponsePart, number]>([
    ['both keys', choice('b', 'a'), 1],
    ['one key', choice('a'), 0.5],
    ['one key and one wrong', choice('a', 'x'), 0],
    ['two keys and one wrong', choice('a', 'b', 'x'), 0.5],
    ['two wrong: never below nothing', choice('x', 'y'), 0],
    ['the same key twice counts once', choice('a', 'a'), 0.5],
  ])('scores %s', (_, part, expected) => {
    expect(points(two, part)).toBe(expected);
  });
});

describe('adjacent-pairs', () => {
  const steps = keyOf({ kind: 'order', order: ['a', 'b', 'c', 'd', 'e'] }, { name: 'adjacent-pairs' });

  it.each<[string, ResponsePart, number]>([
    ['the exact order', order('a', 'b', 'c', 'd', 'e'), 1],
    ['one step moved from front to end', order('b', 'c', 'd', 'e', 'a'), 0.75],
    ['two neighbours swapped', order('a', 'c', 'b', 'd', 'e'), 0.25],
    ['the reverse order', order('e', 'd', 'c', 'b', 'a'), 0],
    ['a foreign entry before the exact order: below full credit', order('x', 'a', 'b', 'c', 'd', 'e'), 0.75],
    ['no order', order(), 0],
  ])('scores %s', (_, part, expected) => {
    expect(points(steps, part)).toBe(expected);
  });
});

describe('per-pair, per-cell, per-span', () => {
  const pairs = keyOf(
    {
      kind: 'match',
      pairs: [
        ['p1', 'a'],
        ['p2', 'b'],
        ['p3', 'a'],
        ['p4', 'c'],
      ],
    },
    { name: 'per-pair' },
  );
  const cells = keyOf(
    {
      kind: 'matrix',
      cells: [
        ['r1', 'yes'],
        ['r2', 'no'],
      ],
    },
    { name: 'per-cell' },
  );
  const spans = keyOf({ kind: 'spans', selected: ['s1', 's3'] }, { name: 'per-span' });

  it.each<[string, ItemKey, ResponsePart, number]>([
    ['all pairs', pairs, match(['p4', 'c'], ['p1', 'a'], ['p2', 'b'], ['p3', 'a']), 1],
    ['two of four pairs, one wrong', pairs, match(['p1', 'a'], ['p2', 'b'], ['p3', 'c']), 0.5],
    [
      'a premise joined to every choice',
      pairs,
      match(['p1', 'a'], ['p1', 'b'], ['p1', 'c'], ['p2', 'b']),
      0.25,
    ],
    [
      'one cell of two',
      cells,
      {
        kind: 'matrix',
        cells: [
          ['r1', 'yes'],
          ['r2', 'yes'],
        ],
      },
      0.5,
    ],
    ['one span of two', spans, { kind: 'spans', selected: ['s3'] }, 0.5],
    ['every span marked', spans, { kind: 'spans', selected: ['s1', 's2', 's3', 's4'] }, 0],
  ])('scores %s', (_, key, part, expected) => {
    expect(points(key, part)).toBe(expected);
  });
});

describe('map', () => {
  const weighed = keyOf(
    { kind: 'choice', selected: ['a', 'b'] },
    { name: 'map', weights: { a: 2, b: 1, x: -1 }, lowerBound: 0, upperBound: 3 },
  );

  it.each<[string, ResponsePart, number]>([
    ['everything the key holds', choice('a', 'b'), 1],
    ['the heavier part', choice('a'), 2 / 3],
    ['a part and a penalty', choice('a', 'x'), 1 / 3],
    ['a penalty alone, kept at the lower bound', choice('x'), 0],
    ['an id without weight', choice('a', 'z'), 2 / 3],
    ['an id that every object knows', choice('a', 'constructor'), 2 / 3],
  ])('scores %s', (_, part, expected) => {
    expect(points(weighed, part)).toBeCloseTo(expected, 12);
  });

  it('weighs pairs by both ids', () => {
    const key = keyOf(
      { kind: 'match', pairs: [['p', 'a']] },
      { name: 'map', weights: { 'p a': 1, 'p b': 0.5 }, lowerBound: 0, upperBound: 1 },
    );
    expect(points(key, match(['p', 'b']))).toBe(0.5);
  });

  it('takes what the key earns as full credit where the upper bound lies out of reach', () => {
    const key = keyOf(
      { kind: 'choice', selected: ['a'] },
      { name: 'map', weights: { a: 1 }, lowerBound: 0, upperBound: 5 },
    );
    expect(points(key, choice('a'))).toBe(1);
  });
});

describe('several response variables', () => {
  const variable = (responseVariable: string, id: string): VariableKey => ({
    responseVariable,
    correct: { kind: 'choice', selected: [id] },
    scheme: { name: 'all-or-nothing' },
    explanations: [],
  });
  const rubric: VariableKey = {
    responseVariable: 'WHY',
    correct: { kind: 'rubric', criteria: [], unacceptable: [] },
    scheme: { name: 'rubric' },
    explanations: [],
  };

  it('shares the points by weight and says partly', () => {
    const key = { variables: [variable('A', 'x'), variable('B', 'y')], weights: { A: 0.25, B: 0.75 } };
    const score = scoreItem(key, { A: choice('x'), B: choice('z') });
    expect(score).toMatchObject({ points: 0.25, verdict: 'partly', isScored: true });
    expect(score.explanations.map(({ points, share }) => [points, share])).toEqual([
      [1, 0.25],
      [0, 0.75],
    ]);
  });

  it('says of no variable what it is worth where the processing decides', () => {
    const key: ItemKey = {
      variables: [variable('A', 'x'), variable('B', 'y')],
      weights: { A: 1, B: 1 },
      processing: { template: 'match_correct' },
    };
    const { explanations } = scoreItem(key, { A: choice('x'), B: choice('y') });
    expect(explanations.map(({ share }) => share)).toEqual([null, null]);
  });

  it('adds thirds to exactly one', () => {
    const key = {
      variables: ['A', 'B', 'C'].map((name) => variable(name, 'x')),
      weights: { A: 0.3333333333, B: 0.3333333333, C: 0.3333333334 },
    };
    const value = { A: choice('x'), B: choice('x'), C: choice('x') };
    expect(scoreItem(key, value)).toMatchObject({ points: 1, verdict: 'correct' });
  });

  it('gives the weight of a rubric to the variables a machine scores', () => {
    const key = { variables: [variable('A', 'x'), rubric], weights: { A: 0.5, WHY: 0.5 } };
    const { points, explanations } = scoreItem(key, {
      A: choice('x'),
      WHY: { kind: 'text', text: 'because' },
    });
    expect(points).toBe(1);
    expect(explanations.map(({ share }) => share)).toEqual([1, null]);
  });

  it('does not score an item that only a rubric marks', () => {
    const score = scoreItem(
      { variables: [rubric], weights: { WHY: 1 } },
      { WHY: { kind: 'text', text: 'because' } },
    );
    expect(score).toMatchObject({ points: 0, isScored: false, isAnswered: true });
  });
});

describe('properties of every scheme', () => {
  const offered = ['a', 'b', 'c', 'd', 'e', 'f'];
  const someIds = fc.uniqueArray(fc.constantFrom(...offered, 'foreign'), { maxLength: 7 });
  const keyIds = fc.uniqueArray(fc.constantFrom(...offered), { minLength: 1, maxLength: 5 });
  const selectionScheme = fc.constantFrom<ScoringScheme>(
    { name: 'all-or-nothing' },
    { name: 'plus-minus-floor' },
    { name: 'per-span' },
  );
  const mapScheme = (selected: readonly string[]): fc.Arbitrary<ScoringScheme> =>
    fc
      .record({
        right: fc.integer({ min: 1, max: 4 }),
        wrong: fc.integer({ min: -4, max: 0 }),
        upperBound: fc.integer({ min: 1, max: 20 }),
      })
      .map(({ right, wrong, upperBound }) => ({
        name: 'map',
        weights: Object.fromEntries(offered.map((id) => [id, selected.includes(id) ? right : wrong])),
        lowerBound: -2,
        upperBound,
      }));
  const selectionKey = keyIds.chain((selected) =>
    fc
      .oneof(selectionScheme, mapScheme(selected))
      .map((scheme) => ({ selected, key: keyOf({ kind: 'choice', selected }, scheme) })),
  );
  const stepsKey = fc
    .shuffledSubarray(offered, { minLength: 2 })
    .map((steps) => ({ steps, key: keyOf({ kind: 'order', order: steps }, { name: 'adjacent-pairs' }) }));
  const pairsKey = fc
    .array(fc.constantFrom(...offered), { minLength: 1, maxLength: 6 })
    .map((rights) => rights.map((right, at): [string, string] => [`p${String(at)}`, right]))
    .map((pairs) => ({ pairs, key: keyOf({ kind: 'match', pairs }, { name: 'per-pair' }) }));

  it('stays between nothing and all, and full exactly for the key', () => {
    fc.assert(
      fc.property(selectionKey, someIds, ({ key, selected }, picked) => {
        const earned = points(key, choice(...picked));
        expect(earned).toBeGreaterThanOrEqual(0);
        expect(earned).toBeLessThanOrEqual(1);
        expect(points(key, choice(...selected))).toBe(1);
        expect(points(key, choice())).toBe(0);
        expect(scoreItem(key, null).points).toBe(0);
      }),
    );
  });

  it('does not mind the order of choosing', () => {
    fc.assert(
      fc.property(selectionKey, someIds, ({ key }, picked) => {
        const forwards = scoreItem(key, { RESPONSE: choice(...picked) });
        expect(scoreItem(key, { RESPONSE: choice(...picked.toReversed()) })).toEqual(forwards);
      }),
    );
  });

  it('never lowers the points when a wrong choice gives way to a right one', () => {
    fc.assert(
      fc.property(selectionKey, someIds, ({ key, selected }, picked) => {
        const right = selected.filter((id) => !picked.includes(id)).slice(0, 1);
        const wrong = picked.find((id) => !selected.includes(id));
        fc.pre(right.length > 0 && wrong !== undefined);
        const better = [...picked.filter((id) => id !== wrong), ...right];
        expect(points(key, choice(...better))).toBeGreaterThanOrEqual(points(key, choice(...picked)));
      }),
    );
  });

  it('never lowers the points when a wrong pair gives way to the right one', () => {
    const withEntered = pairsKey.chain(({ key, pairs }) =>
      fc.record({
        key: fc.constant(key),
        pairs: fc.constant(pairs),
        rights: fc.array(fc.constantFrom(...offered), { minLength: pairs.length, maxLength: pairs.length }),
      }),
    );
    fc.assert(
      fc.property(withEntered, ({ key, pairs, rights }) => {
        const entered = rights.map((right, at): [string, string] => [`p${String(at)}`, right]);
        const better = [...pairs.slice(0, 1), ...entered.slice(1)];
        expect(points(key, match(...better))).toBeGreaterThanOrEqual(points(key, match(...entered)));
      }),
    );
  });

  it('gives an ordering full credit only when it is exact, and nothing between that and (n − 2)/(n − 1)', () => {
    const entered = stepsKey.chain(({ steps, key }) =>
      fc.record({
        key: fc.constant(key),
        steps: fc.constant(steps),
        given: fc.shuffledSubarray(steps, { minLength: steps.length }),
      }),
    );
    fc.assert(
      fc.property(entered, ({ key, steps, given }) => {
        const earned = points(key, order(...given));
        const isExact = given.join() === steps.join();
        expect(earned === 1).toBe(isExact);
        expect(isExact || earned <= (steps.length - 2) / (steps.length - 1)).toBe(true);
      }),
    );
  });

  it('explains the points: terms add up to the total, the total within its bounds to the points', () => {
    fc.assert(
      fc.property(selectionKey, someIds, ({ key }, picked) => {
        const { explanations, points: earned } = scoreItem(key, { RESPONSE: choice(...picked) });
        const [explanation] = explanations;
        const sum = explanation?.terms.reduce((total, { value }) => total + value, 0);
        expect(explanation?.total).toBe(sum);
        const share = Math.max(0, Math.min(1, (explanation?.total ?? 0) / (explanation?.possible ?? 1)));
        expect(earned).toBeCloseTo(share, 9);
      }),
    );
  });

  it('never throws, whatever the value holds', () => {
    const hostile = fc.dictionary(
      fc.constantFrom('RESPONSE', 'OTHER', '__proto__'),
      fc.oneof(
        fc.constant(null),
        someIds.map((ids) => choice(...ids)),
        someIds.map((ids) => order(...ids)),
        fc.string().map((text): ResponsePart => ({ kind: 'text', text })),
        fc.string().map((text): ResponsePart => ({ kind: 'number', text })),
        fc.dictionary(fc.string(), fc.string()).map((blanks): ResponsePart => ({ kind: 'inline', blanks })),
        fc
          .array(fc.tuple(fc.string(), fc.string()))
          .map((cells): ResponsePart => ({ kind: 'matrix', cells })),
      ),
    );
    const anyKey = fc.oneof(
      selectionKey.map(({ key }) => key),
      stepsKey.map(({ key }) => key),
      pairsKey.map(({ key }) => key),
    );
    fc.assert(
      fc.property(anyKey, hostile, (key, value) => {
        expect(scoreItem(key, value).points).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
