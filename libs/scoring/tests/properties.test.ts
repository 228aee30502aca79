/** What holds for every kind of response under every scheme, and for composite items under every template and under rules. */
import type { ResponsePart, ResponseValue } from '@attest/contracts';
import type {
  CorrectResponse,
  Expression,
  ItemKey,
  Processing,
  Rule,
  RuleSet,
  ScoringScheme,
  ValueType,
} from '@attest/item-bank';
import { checkRules } from '@attest/item-bank';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scoreItem } from '../src/index.ts';
import { float, id, int, op, str, v } from './case-notation.ts';

/** A variable with responses to it: the key, any, the same in another order, and one with more of it right. */
interface Task {
  readonly correct: CorrectResponse;
  readonly scheme: ScoringScheme;
  readonly type: ValueType;
  readonly full: ResponsePart;
  readonly some: ResponsePart;
  readonly reordered: ResponsePart;
  readonly better: ResponsePart;
}

const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
const idSet = fc.uniqueArray(fc.constantFrom(...ids, 'foreign'), { maxLength: 7 });
const idKey = fc.uniqueArray(fc.constantFrom(...ids), { minLength: 1, maxLength: 5 });
const weights = (key: readonly string[]) =>
  fc
    .record({ right: fc.integer({ min: 1, max: 4 }), wrong: fc.integer({ min: -4, max: 0 }) })
    .map(({ right, wrong }): ScoringScheme => ({
      name: 'map',
      weights: Object.fromEntries(ids.map((each) => [each, key.includes(each) ? right : wrong])),
      lowerBound: 0,
      upperBound: right * key.length,
    }));

const selections = fc
  .tuple(idKey, idSet, fc.constantFrom('choice', 'spans', 'places'))
  .chain(([key, picked, kind]) => {
    const missing = key.find((each) => !picked.includes(each));
    const wrong = picked.find((each) => !key.includes(each));
    const better = [...picked.filter((each) => each !== wrong), ...(missing === undefined ? [] : [missing])];
    const part = (selected: string[]): ResponsePart => ({ kind, selected });
    const named = fc.constantFrom<ScoringScheme>(
      { name: 'all-or-nothing' },
      { name: 'plus-minus-floor' },
      { name: 'per-span' },
    );
    return fc.oneof(named, weights(key)).map((scheme): Task => ({
      correct: { kind, selected: key },
      scheme,
      type: { baseType: 'identifier', cardinality: 'multiple' },
      full: part(key),
      some: part(picked),
      reordered: part(picked.toReversed()),
      better: part(better),
    }));
  });

const orders = fc.shuffledSubarray(ids, { minLength: 2 }).chain((key) =>
  fc
    .record({
      given: fc.shuffledSubarray(key),
      scheme: fc.constantFrom<ScoringScheme>({ name: 'all-or-nothing' }, { name: 'adjacent-pairs' }),
    })
    .map(({ given, scheme }): Task => {
      const part = (order: string[]): ResponsePart => ({ kind: 'order', order });
      return {
        correct: { kind: 'order', order: key },
        scheme,
        type: { baseType: 'identifier', cardinality: 'ordered' },
        full: part(key),
        some: part(given),
        // The order is the answer; nothing may be moved.
        reordered: part(given),
        better: part(key),
      };
    }),
);

type Pairs = [string, string][];
const pairings = fc
  .tuple(
    fc.array(fc.tuple(fc.constantFrom(...ids), fc.constantFrom(...ids, null)), {
      minLength: 1,
      maxLength: 6,
    }),
    fc.constantFrom('match', 'matrix', 'inline'),
    fc.constantFrom('all-or-nothing', 'per-pair', 'per-cell'),
  )
  .map(([entries, kind, scheme]): Task => {
    const key = entries.map(([right], at): [string, string] => [`p${String(at)}`, right]);
    const given = entries.flatMap(([, right], at): Pairs =>
      right === null ? [] : [[`p${String(at)}`, right]],
    );
    const part = (pairs: Pairs): ResponsePart =>
      kind === 'match'
        ? { kind, pairs }
        : kind === 'matrix'
          ? { kind, cells: pairs }
          : { kind, blanks: Object.fromEntries(pairs) };
    const correct = part(key);
    const better = [...key.slice(0, 1), ...given.filter(([left]) => left !== 'p0')];
    if (correct.kind !== 'match' && correct.kind !== 'matrix' && correct.kind !== 'inline')
      throw new Error(correct.kind);
    return {
      correct,
      scheme: { name: scheme },
      type: { baseType: 'directed-pair', cardinality: 'multiple' },
      full: part(key),
      some: part(given),
      reordered: part(given.toReversed()),
      better: part(better),
    };
  });

const texts = fc
  .tuple(fc.constantFrom('mTLS', 'least privilege'), fc.string())
  .map(([accepted, entered]): Task => ({
    correct: { kind: 'text', accept: [accepted], caseSensitive: false, pattern: null },
    scheme: { name: 'all-or-nothing' },
    type: { baseType: 'string', cardinality: 'single' },
    full: { kind: 'text', text: accepted },
    some: { kind: 'text', text: entered },
    reordered: { kind: 'text', text: ` ${entered} ` },
    better: { kind: 'text', text: accepted },
  }));

const numbers = fc.tuple(fc.integer({ min: -999, max: 999 }), fc.string()).map(([value, entered]): Task => ({
  correct: { kind: 'number', value, tolerance: 0.5 },
  scheme: { name: 'all-or-nothing' },
  type: { baseType: 'float', cardinality: 'single' },
  full: { kind: 'number', text: String(value) },
  some: { kind: 'number', text: entered },
  reordered: { kind: 'number', text: ` ${entered} ` },
  better: { kind: 'number', text: String(value) },
}));

const task = fc.oneof(selections, orders, pairings, texts, numbers);
const tasks = fc.array(task, { minLength: 1, maxLength: 3 });

type Entry = 'full' | 'some' | 'reordered' | 'better';
const nameAt = (at: number) => `V${String(at)}`;
const enter = (list: readonly Task[], which: Entry): ResponseValue =>
  Object.fromEntries(list.map((each, at) => [nameAt(at), each[which]]));

function keyFor(list: readonly Task[], processing?: Processing): ItemKey {
  return {
    variables: list.map(({ correct, scheme }, at) => ({
      responseVariable: nameAt(at),
      correct,
      scheme,
      explanations: [],
    })),
    weights: Object.fromEntries(list.map((_, at) => [nameAt(at), 1 / list.length])),
    ...(processing === undefined ? {} : { processing }),
  };
}

/** One point a variable that holds its key, or what its mapping gives. */
function rulesFor(list: readonly Task[]): Processing {
  const plus = (of: Expression): Rule => ({ rule: 'set', outcome: 'SCORE', to: op('sum', v('SCORE'), of) });
  const rules = list.map(({ scheme }, at): Rule => {
    const name = nameAt(at);
    if (scheme.name === 'map') return plus({ op: 'map-response', name });
    const when = op('match', v(name), { op: 'correct', name });
    return { rule: 'condition', branches: [{ when, then: [plus(int(1))] }], else: [] };
  });
  const responses = Object.fromEntries(
    list.map(({ type, scheme }, at): [string, RuleSet['responses'][string]] => [
      nameAt(at),
      {
        ...type,
        areaMapping: null,
        mapping:
          scheme.name === 'map'
            ? {
                entries: scheme.weights,
                caseSensitive: true,
                default: 0,
                lowerBound: scheme.lowerBound,
                upperBound: scheme.upperBound,
              }
            : null,
      },
    ]),
  );
  const maximum = list.reduce((sum, { scheme }) => sum + (scheme.name === 'map' ? scheme.upperBound : 1), 0);
  return { template: 'rules', maximum, responses, outcomes: {}, rules };
}

const processings: [string, (list: readonly Task[]) => Processing | undefined][] = [
  ['weighed', () => undefined],
  ['match_correct', () => ({ template: 'match_correct' })],
  ['map_response', () => ({ template: 'map_response', lowerBound: 0, upperBound: 1_000 })],
  ['rules', rulesFor],
];

describe.each(processings)('%s: whatever the kinds and schemes', (_, processingOf) => {
  const points = (list: readonly Task[], which: Entry) =>
    scoreItem(keyFor(list, processingOf(list)), enter(list, which)).points;

  it('the key earns everything, nothing earns nothing, anything lies between', () => {
    fc.assert(
      fc.property(tasks, (list) => {
        expect(points(list, 'full')).toBe(1);
        expect(scoreItem(keyFor(list, processingOf(list)), null).points).toBe(0);
        expect(scoreItem(keyFor(list, processingOf(list)), {}).points).toBe(0);
        expect(points(list, 'some')).toBeGreaterThanOrEqual(0);
        expect(points(list, 'some')).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('the order of picking and joining does not matter', () => {
    fc.assert(
      fc.property(tasks, (list) => {
        const score = (which: Entry) => scoreItem(keyFor(list, processingOf(list)), enter(list, which));
        expect(score('reordered')).toEqual(score('some'));
      }),
    );
  });

  it('more of it right is never worth less', () => {
    fc.assert(
      fc.property(tasks, (list) => {
        expect(points(list, 'better')).toBeGreaterThanOrEqual(points(list, 'some'));
      }),
    );
  });

  it('the same again gives the same bytes', () => {
    fc.assert(
      fc.property(tasks, (list) => {
        const again = () => JSON.stringify(scoreItem(keyFor(list, processingOf(list)), enter(list, 'some')));
        expect(again()).toBe(again());
      }),
    );
  });
});

describe('the shares of what is weighed', () => {
  it('add up to one, and points times shares to the points of the item', () => {
    fc.assert(
      fc.property(tasks, (list) => {
        const { points, explanations } = scoreItem(keyFor(list), enter(list, 'some'));
        const total = (of: (each: (typeof explanations)[number]) => number) =>
          explanations.reduce((sum, each) => sum + of(each), 0);
        expect(total(({ share }) => share ?? 0)).toBeCloseTo(1, 9);
        expect(total((each) => each.points * (each.share ?? 0))).toBeCloseTo(points, 9);
      }),
    );
  });
});

describe('any rules that fit', () => {
  const names = [
    'and',
    'delete',
    'gt',
    'gte',
    'is-null',
    'lt',
    'lte',
    'match',
    'member',
    'multiple',
    'not',
    'or',
    'ordered',
    'random',
    'round',
    'sum',
  ] as const;
  const mapping = { entries: { a: 1 }, caseSensitive: false, default: -1, lowerBound: null, upperBound: 3 };
  const declared = (baseType: ValueType['baseType'], cardinality: ValueType['cardinality']) =>
    ({ baseType, cardinality, mapping, areaMapping: null }) as const;
  const responses: RuleSet['responses'] = {
    ONE: declared('identifier', 'single'),
    MANY: declared('identifier', 'multiple'),
    STEPS: declared('identifier', 'ordered'),
    SIZE: declared('float', 'single'),
    TEXT: declared('string', 'single'),
  };
  const leaves = fc.constantFrom<Expression>(
    v('ONE'),
    v('MANY'),
    v('STEPS'),
    v('SIZE'),
    v('TEXT'),
    v('duration'),
    v('numAttempts'),
    v('SCORE'),
    { op: 'map-response', name: 'MANY' },
    { op: 'correct', name: 'MANY' },
    int(2),
    float(0.5),
    id('a'),
    str('x'),
  );
  const { expression } = fc.letrec<{ expression: Expression }>((tie) => ({
    expression: fc.oneof(
      { maxDepth: 4, depthIdentifier: 'expression' },
      leaves,
      fc
        .tuple(fc.constantFrom(...names), fc.array(tie('expression'), { minLength: 1, maxLength: 2 }))
        .map(([name, of]) => op(name, ...of)),
    ),
  }));
  const key: ItemKey = {
    variables: [
      {
        responseVariable: 'ONE',
        correct: { kind: 'choice', selected: ['a'] },
        scheme: { name: 'all-or-nothing' },
        explanations: [],
      },
      {
        responseVariable: 'MANY',
        correct: { kind: 'choice', selected: ['a', 'b'] },
        scheme: { name: 'all-or-nothing' },
        explanations: [],
      },
      {
        responseVariable: 'STEPS',
        correct: { kind: 'order', order: ['a', 'b'] },
        scheme: { name: 'all-or-nothing' },
        explanations: [],
      },
      {
        responseVariable: 'SIZE',
        correct: { kind: 'number', value: 1, tolerance: 0 },
        scheme: { name: 'all-or-nothing' },
        explanations: [],
      },
      {
        responseVariable: 'TEXT',
        correct: { kind: 'text', accept: ['x'], caseSensitive: true, pattern: null },
        scheme: { name: 'all-or-nothing' },
        explanations: [],
      },
    ],
    weights: {},
  };
  const part = fc.oneof(
    fc.constant(null),
    idSet.map((selected): ResponsePart => ({ kind: 'choice', selected })),
    idSet.map((order): ResponsePart => ({ kind: 'order', order })),
    fc.string({ unit: 'binary' }).map((text): ResponsePart => ({ kind: 'text', text })),
    fc.double().map((value): ResponsePart => ({ kind: 'number', text: String(value) })),
  );
  const value = fc.dictionary(
    fc.constantFrom('ONE', 'MANY', 'STEPS', 'SIZE', 'TEXT', 'SCORE', '__proto__'),
    part,
  );

  const setFor = (branch: 'when' | 'to', of: Expression): RuleSet => ({
    maximum: 2,
    responses,
    outcomes: {},
    rules: [
      branch === 'to'
        ? { rule: 'set', outcome: 'SCORE', to: of }
        : {
            rule: 'condition',
            branches: [{ when: of, then: [{ rule: 'set', outcome: 'SCORE', to: float(1) }] }],
            else: [{ rule: 'exit' }],
          },
    ],
  });

  it('never throw, stay within the points, and explain themselves in JSON, whatever is entered', () => {
    let sound = 0;
    fc.assert(
      fc.property(
        expression,
        fc.constantFrom('when', 'to'),
        value,
        fc.option(fc.nat()),
        (of, branch, entered, secondsSpent) => {
          const set = setFor(branch, of);
          fc.pre(checkRules(set, new Set(['ONE', 'MANY', 'STEPS', 'SIZE', 'TEXT'])).length === 0);
          sound += 1;
          const score = () =>
            scoreItem({ ...key, processing: { template: 'rules', ...set } }, entered, {
              sessionId: 's',
              itemNumber: 1,
              secondsSpent,
            });
          const { points, processing } = score();
          expect(points).toBeGreaterThanOrEqual(0);
          expect(points).toBeLessThanOrEqual(1);
          expect(JSON.parse(JSON.stringify(processing))).toEqual(processing);
          expect(score().processing).toEqual(processing);
        },
      ),
      { numRuns: 300, maxSkipsPerRun: 200 },
    );
    expect(sound).toBeGreaterThanOrEqual(300);
  });
});
