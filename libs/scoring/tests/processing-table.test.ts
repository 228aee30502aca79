/** Response → points of composite items by template and by rules, one line a case. */
import type { ResponsePart } from '@attest/contracts';
import type { ItemKey, Rule } from '@attest/item-bank';
import { describe, expect, it } from 'vitest';
import { isScorable, scoreItem } from '../src/index.ts';
import { mapPoints, mapResponse } from '../src/rules/mappings.ts';
import {
  answered,
  choice,
  equal,
  float,
  id,
  int,
  key,
  keyOfAll,
  keys,
  keyWithRules,
  mapped,
  number,
  op,
  order,
  outcomeOf,
  str,
  text,
  v,
} from './case-notation.ts';

type Row = [why: string, entered: Record<string, ResponsePart>, points: number];
const table = (title: string, scored: ItemKey, rows: readonly Row[]) => {
  describe(title, () => {
    it.each(rows)('%s', (_, entered, points) => {
      expect(scoreItem(scored, entered).points).toBeCloseTo(points, 12);
    });
  });
};

const whole = { name: 'all-or-nothing' } as const;
const three = {
  A: [keys.choice('a'), whole],
  B: [keys.order('x y z'), { name: 'adjacent-pairs' }],
  WHY: [keys.rubric, { name: 'rubric' }],
} as const;

table('weights: 3 parts of 4 for A, 1 for B', keyOfAll(three, { A: 0.75, B: 0.25, WHY: 0 }), [
  ['both', { A: choice('a'), B: order('x y z') }, 1],
  ['A', { A: choice('a') }, 0.75],
  ['A and half of B', { A: choice('a'), B: order('y z x') }, 0.875],
  ['B', { B: order('x y z') }, 0.25],
  ['the reason alone', { WHY: text('because') }, 0],
]);

table(
  'match_correct: every scored variable, no part of it',
  { ...keyOfAll(three), processing: { template: 'match_correct' } },
  [
    ['both', { A: choice('a'), B: order('x y z') }, 1],
    ['half of B is nothing', { A: choice('a'), B: order('y z x') }, 0],
    ['A alone', { A: choice('a') }, 0],
    ['nothing', {}, 0],
  ],
);

const map = (weights: Record<string, number>) =>
  ({ name: 'map', weights, lowerBound: -1, upperBound: 2 }) as const;
const maps = {
  A: [keys.choice('a'), map({ a: 2, x: -1 })],
  B: [keys.choice('b c'), map({ b: 1, c: 1, y: -2 })],
} as const;

table(
  'map_response: both mappings, bounded to 0 and 4',
  { ...keyOfAll(maps), processing: { template: 'map_response', lowerBound: 0, upperBound: 4 } },
  [
    ['2 + 2 of 4', { A: choice('a'), B: choice('b c') }, 1],
    ['2 + 1 of 4', { A: choice('a'), B: choice('b') }, 0.75],
    ['2 − 1: B is bounded by itself first', { A: choice('a'), B: choice('y') }, 0.25],
    ['−1 − 1: the lower bound', { A: choice('x'), B: choice('y') }, 0],
  ],
);

table(
  'map_response: an upper bound of 3',
  { ...keyOfAll(maps), processing: { template: 'map_response', lowerBound: 0, upperBound: 3 } },
  [
    ['2 + 1 is enough', { A: choice('a'), B: choice('b') }, 1],
    ['more is no more', { A: choice('a'), B: choice('b c') }, 1],
  ],
);

table(
  'map_response: an upper bound out of reach leaves what the keys earn',
  { ...keyOfAll(maps), processing: { template: 'map_response', lowerBound: 0, upperBound: 9 } },
  [
    ['the keys', { A: choice('a'), B: choice('b c') }, 1],
    ['half of it', { B: choice('b c') }, 0.5],
  ],
);

const set = (score: number): Rule => ({ rule: 'set', outcome: 'SCORE', to: float(score) });
const isOne = (option: string) => op('match', v('ONE'), id(option));

const ladder = keyWithRules({
  rules: [
    {
      rule: 'condition',
      branches: [
        { when: op('and', isOne('b'), op('match', v('STEPS'), key('STEPS'))), then: [set(1)] },
        { when: isOne('b'), then: [set(0.6)] },
        { when: isOne('c'), then: [set(0.25)] },
      ],
      else: [set(0)],
    },
  ],
});
table('if, else-if, else: the first that is true', ladder, [
  ['if', { ONE: choice('b'), STEPS: order('x y z') }, 1],
  ['if is false: else-if', { ONE: choice('b'), STEPS: order('z y x') }, 0.6],
  ['if is NULL: else-if', { ONE: choice('b') }, 0.6],
  ['the second else-if', { ONE: choice('c') }, 0.25],
  ['else', { ONE: choice('a') }, 0],
  ['every condition NULL: else', { STEPS: order('x y z') }, 0],
]);

table(
  'exit ends everything, nested too',
  keyWithRules({
    rules: [
      set(0.5),
      {
        rule: 'condition',
        branches: [
          {
            when: isOne('a'),
            then: [
              { rule: 'condition', branches: [{ when: isOne('a'), then: [{ rule: 'exit' }] }], else: [] },
              set(0.1),
            ],
          },
        ],
        else: [],
      },
      set(1),
    ],
  }),
  [
    ['taken', { ONE: choice('a') }, 0.5],
    ['not taken', { ONE: choice('b') }, 1],
  ],
);

table(
  'rules run in order over outcomes: BONUS starts at 1',
  keyWithRules({
    maximum: 4,
    outcomes: { BONUS: { type: 'integer', cardinality: 'single', default: [1] } },
    rules: [
      {
        rule: 'condition',
        branches: [
          { when: isOne('b'), then: [{ rule: 'set', outcome: 'BONUS', to: op('sum', v('BONUS'), int(2)) }] },
        ],
        else: [],
      },
      { rule: 'set', outcome: 'SCORE', to: op('sum', v('BONUS'), mapped('ONE')) },
    ],
  }),
  [
    ['(1 + 2) + 1 of 4', { ONE: choice('b') }, 1],
    ['1 + 0.5 of 4', { ONE: choice('c') }, 0.375],
    ['1 − 1 of 4', { ONE: choice('z') }, 0],
  ],
);

table(
  'points stay between 0 and 1',
  keyWithRules({ rules: [{ rule: 'set', outcome: 'SCORE', to: v('SIZE') }] }),
  [
    ['above the maximum', { SIZE: number('7') }, 1],
    ['below nothing', { SIZE: number('-7') }, 0],
    ['a SCORE of NULL', { FILL: text('x') }, 0],
  ],
);

table('an item without a response earns nothing', keyWithRules({ rules: [set(1)] }), [
  ['nothing', {}, 0],
  ['blanks', { TEXT: text(' ') }, 0],
  ['anything', { TEXT: text('x') }, 1],
]);

const sitting = { sessionId: 's1', itemNumber: 3, secondsSpent: 40 };

describe('built-in variables', () => {
  const scored = (when: Parameters<typeof op>[1], entered = answered({})) =>
    scoreItem(
      keyWithRules({ rules: [{ rule: 'condition', branches: [{ when, then: [set(1)] }], else: [] }] }),
      entered,
      sitting,
    );

  it('numAttempts is 1 where anything was entered', () => {
    expect(scored(equal(v('numAttempts'), int(1))).points).toBe(1);
  });

  it('duration is the seconds spent on the item', () => {
    expect(scored(op('lt', v('duration'), int(41))).points).toBe(1);
    expect(scored(op('lt', v('duration'), int(40))).points).toBe(0);
  });

  it('duration is NULL where it is not known', () => {
    const key1 = keyWithRules({
      rules: [
        { rule: 'condition', branches: [{ when: op('is-null', v('duration')), then: [set(1)] }], else: [] },
      ],
    });
    expect(scoreItem(key1, answered({})).points).toBe(1);
  });

  it('completionStatus starts as unknown, and rules may set it', () => {
    expect(scored(op('match', v('completionStatus'), id('unknown'))).points).toBe(1);
    const done = keyWithRules({ rules: [{ rule: 'set', outcome: 'completionStatus', to: id('completed') }] });
    expect(outcomeOf(done, {}, 'completionStatus')?.values).toEqual(['completed']);
    expect(scoreItem(done, null).processing?.outcomes.at(-1)?.value?.values).toEqual(['not_attempted']);
  });
});

describe('outcomes', () => {
  const start = (type: 'float' | 'integer' | 'string', cardinality: 'single' | 'multiple') =>
    outcomeOf(keyWithRules({ outcomes: { O: { type, cardinality, default: null } } }), {}, 'O');

  it('without a default start at 0 where they are single numbers, at NULL otherwise', () => {
    expect([start('float', 'single')?.values, start('integer', 'single')?.values]).toEqual([[0], [0]]);
    expect([start('string', 'single'), start('float', 'multiple')]).toEqual([null, null]);
  });

  it('of type float take a whole number as a float', () => {
    const scored = keyWithRules({ rules: [{ rule: 'set', outcome: 'SCORE', to: int(1) }] });
    expect(outcomeOf(scored, {}, 'SCORE')).toEqual({ baseType: 'float', cardinality: 'single', values: [1] });
  });
});

describe('random', () => {
  const scored = keyWithRules({
    outcomes: { O: { type: 'identifier', cardinality: 'single', default: null } },
    rules: [{ rule: 'set', outcome: 'O', to: op('random', v('MANY')) }],
  });
  const draws = (sessionId: string, picks = 'a b c d') =>
    scoreItem(scored, answered({ MANY: choice(picks) }), { ...sitting, sessionId }).processing?.outcomes;

  it('draws the same again, whatever the order of picking', () => {
    expect(draws('s1')).toEqual(draws('s1'));
    expect(draws('s1', 'd c b a')).toEqual(draws('s1'));
  });

  it('draws otherwise in other sessions, each value about as often', () => {
    const drawn = Array.from({ length: 400 }, (_, at) => JSON.stringify(draws(`session-${String(at)}`)));
    const counts = [...new Set(drawn)].map((each) => drawn.filter((other) => other === each).length);
    expect(counts).toHaveLength(4);
    expect(Math.min(...counts)).toBeGreaterThan(60);
  });
});

describe('points of several spots', () => {
  const mapping = {
    areas: [{ shape: 'rect' as const, coords: [0, 0, 10, 10], value: 1 }],
    default: -0.25,
    lowerBound: 0,
    upperBound: null,
  };
  const spots = (...values: [number, number][]) => ({
    baseType: 'point' as const,
    cardinality: 'multiple' as const,
    values,
  });

  it.each([
    ['two in one area count once', spots([1, 1], [2, 2]), 1],
    ['one in, one out', spots([1, 1], [20, 20]), 0.75],
    ['all out: the lower bound', spots([20, 20], [30, 30]), 0],
  ])('%s', (_, value, points) => {
    expect(mapPoints(mapping, value, false)?.values).toEqual([points]);
  });
});

it('a value that stands twice in a container is mapped once', () => {
  const mapping = {
    entries: { B: 1, C: 0.5 },
    caseSensitive: true,
    default: 0,
    lowerBound: null,
    upperBound: null,
  };
  const value = { baseType: 'identifier', cardinality: 'ordered', values: ['B', 'B', 'C'] } as const;

  expect(mapResponse(mapping, { ...value, values: [...value.values] }, false)?.values).toEqual([1.5]);
});

describe('what the rules did', () => {
  it('is told in order: branches with their reasons, what was set, what came of it', () => {
    const { processing } = scoreItem(ladder, { ONE: choice('b') });
    expect(processing).toMatchObject({ template: 'rules', total: 0.6, possible: 1, points: 0.6 });
    expect(processing?.steps).toMatchObject([
      { kind: 'branch', place: '1.1', branch: 'if', result: null, isTaken: false },
      { kind: 'branch', place: '1.2', branch: 'else-if', result: true, isTaken: true },
      { kind: 'set', place: '1.2.1', outcome: 'SCORE', value: { values: [0.6] } },
    ]);
    expect(processing?.steps[1]).toMatchObject({
      reasons: [
        { depth: 0, operator: 'match', name: null, value: { values: [true] } },
        { depth: 1, operator: 'variable', name: 'ONE', value: { values: ['b'] } },
        { depth: 1, operator: 'base-value', value: { values: ['b'] } },
      ],
    });
  });

  it('says nothing of schemes, which rules do not ask', () => {
    expect(scoreItem(ladder, { ONE: choice('b') }).explanations).toEqual([]);
    expect(isScorable({ ...ladder, variables: [] })).toBe(true);
  });

  it('is null where the variables are simply weighed', () => {
    expect(scoreItem(keyOfAll(three, { A: 1 }), { A: choice('a') }).processing).toBeNull();
  });

  it('survives a text that no operator expects', () => {
    const scored = keyWithRules({
      rules: [
        { rule: 'set', outcome: 'SCORE', to: op('sum', mapped('TEXT'), float(0)) },
        {
          rule: 'condition',
          branches: [{ when: op('match', v('TEXT'), str('mTLS')), then: [set(1)] }],
          else: [],
        },
      ],
    });
    expect(scoreItem(scored, { TEXT: text('\u0000\ud800 constructor __proto__') }).points).toBe(0);
  });
});
