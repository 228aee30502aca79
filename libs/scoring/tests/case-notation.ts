/** Short ways to write keys, responses and expressions, so that a case fits a line. */
import type { BaseType, ResponsePart, ResponseValue, RuleAtom, RuleValue } from '@attest/contracts';
import type {
  CorrectResponse,
  Expression,
  ItemKey,
  PlainOperator,
  RuleSet,
  ScoringScheme,
} from '@attest/item-bank';
import { scoreItem } from '../src/index.ts';

const words = (text: string) => text.split(' ').filter((word) => word !== '');
/** `p:a q:b` are two pairs. */
const pairsIn = (text: string): [string, string][] =>
  words(text).map((pair) => {
    const [left = '', right = ''] = pair.split(':');
    return [left, right];
  });

export const choice = (ids: string): ResponsePart => ({ kind: 'choice', selected: words(ids) });
export const spans = (ids: string): ResponsePart => ({ kind: 'spans', selected: words(ids) });
export const places = (ids: string): ResponsePart => ({ kind: 'places', selected: words(ids) });
export const order = (ids: string): ResponsePart => ({ kind: 'order', order: words(ids) });
export const match = (text: string): ResponsePart => ({ kind: 'match', pairs: pairsIn(text) });
export const matrix = (text: string): ResponsePart => ({ kind: 'matrix', cells: pairsIn(text) });
export const inline = (text: string): ResponsePart => ({
  kind: 'inline',
  blanks: Object.fromEntries(pairsIn(text)),
});
export const text = (entered: string): ResponsePart => ({ kind: 'text', text: entered });
export const number = (entered: string): ResponsePart => ({ kind: 'number', text: entered });

export const keys = {
  choice: (ids: string): CorrectResponse => ({ kind: 'choice', selected: words(ids) }),
  spans: (ids: string): CorrectResponse => ({ kind: 'spans', selected: words(ids) }),
  places: (ids: string): CorrectResponse => ({ kind: 'places', selected: words(ids) }),
  order: (ids: string): CorrectResponse => ({ kind: 'order', order: words(ids) }),
  match: (of: string): CorrectResponse => ({ kind: 'match', pairs: pairsIn(of) }),
  matrix: (of: string): CorrectResponse => ({ kind: 'matrix', cells: pairsIn(of) }),
  inline: (of: string): CorrectResponse => ({ kind: 'inline', blanks: Object.fromEntries(pairsIn(of)) }),
  text: (accept: string, pattern: string | null = null, caseSensitive = false): CorrectResponse => ({
    kind: 'text',
    accept: accept.split('|'),
    caseSensitive,
    pattern,
  }),
  number: (value: number, tolerance = 0): CorrectResponse => ({ kind: 'number', value, tolerance }),
  rubric: { kind: 'rubric', criteria: [], unacceptable: [] } satisfies CorrectResponse,
};

export function keyOf(correct: CorrectResponse, scheme: ScoringScheme): ItemKey {
  return keyOfAll({ RESPONSE: [correct, scheme] });
}

export function keyOfAll(
  variables: Readonly<Record<string, readonly [CorrectResponse, ScoringScheme]>>,
  weights: Readonly<Record<string, number>> = {},
): ItemKey {
  return {
    variables: Object.entries(variables).map(([responseVariable, [correct, scheme]]) => ({
      responseVariable,
      correct,
      scheme,
      explanations: [],
    })),
    weights,
  };
}

export const pointsFor = (
  correct: CorrectResponse,
  scheme: ScoringScheme,
  part: ResponsePart | null,
): number => scoreItem({ ...keyOf(correct, scheme), weights: { RESPONSE: 1 } }, { RESPONSE: part }).points;

/* Expressions. */
export const v = (name: string): Expression => ({ op: 'variable', name });
export const key = (name: string): Expression => ({ op: 'correct', name });
export const mapped = (name: string): Expression => ({ op: 'map-response', name });
export const mappedPoint = (name: string): Expression => ({ op: 'map-response-point', name });
export const base = (type: BaseType, value: RuleAtom): Expression => ({ op: 'base-value', type, value });
export const int = (value: number) => base('integer', value);
export const float = (value: number) => base('float', value);
export const str = (value: string) => base('string', value);
export const id = (value: string) => base('identifier', value);
export const point = (x: number, y: number) => base('point', [x, y]);
export const yes = base('boolean', true);
export const no = base('boolean', false);

export const op = (name: PlainOperator, ...of: Expression[]): Expression => ({ op: name, of });
type Op<Name extends Expression['op']> = Extract<Expression, { op: Name }>;

export const nth = (n: number | string, of: Expression): Expression => ({ op: 'index', n, of: [of] });
export const inside = (shape: Op<'inside'>['shape'], coords: number[], of: Expression): Expression => ({
  op: 'inside',
  shape,
  coords,
  of: [of],
});
export const equal = (
  a: Expression,
  b: Expression,
  how: Partial<Omit<Op<'equal'>, 'op' | 'of'>> = {},
): Expression => ({
  op: 'equal',
  mode: 'exact',
  tolerance: [0, 0],
  includeLowerBound: true,
  includeUpperBound: true,
  ...how,
  of: [a, b],
});
export const within = (below: number, above: number, how: Partial<Omit<Op<'equal'>, 'op' | 'of'>> = {}) =>
  ({ mode: 'absolute', tolerance: [below, above], ...how }) as const;
export const figures = (count: number, a: Expression, b: Expression): Expression => ({
  op: 'equal-rounded',
  rounding: 'significant-figures',
  figures: count,
  of: [a, b],
});
export const decimals = (count: number, a: Expression, b: Expression): Expression => ({
  op: 'equal-rounded',
  rounding: 'decimal-places',
  figures: count,
  of: [a, b],
});
export const sameText = (
  a: Expression,
  b: Expression,
  caseSensitive = true,
  substring = false,
): Expression => ({
  op: 'string-match',
  caseSensitive,
  substring,
  of: [a, b],
});
export const partOf = (a: Expression, b: Expression, caseSensitive = true): Expression => ({
  op: 'substring',
  caseSensitive,
  of: [a, b],
});

const none = { mapping: null, areaMapping: null };
const bounds = { default: 0, lowerBound: null, upperBound: null };

/** An item with a response variable of every type; `FILL` is only there to be answered. */
const everyType: RuleSet['responses'] = {
  ONE: {
    baseType: 'identifier',
    cardinality: 'single',
    areaMapping: null,
    mapping: { ...bounds, default: -1, lowerBound: 0, entries: { a: 0, b: 1, c: 0.5 }, caseSensitive: true },
  },
  MANY: {
    baseType: 'identifier',
    cardinality: 'multiple',
    areaMapping: null,
    mapping: {
      entries: { a: 1, b: -2, c: 0.5 },
      caseSensitive: true,
      default: -1,
      lowerBound: -1.5,
      upperBound: 1.2,
    },
  },
  STEPS: { baseType: 'identifier', cardinality: 'ordered', ...none },
  PAIRS: {
    baseType: 'directed-pair',
    cardinality: 'multiple',
    areaMapping: null,
    mapping: { ...bounds, entries: { 'p a': 1, 'q b': 2 }, caseSensitive: true },
  },
  TEXT: {
    baseType: 'string',
    cardinality: 'single',
    areaMapping: null,
    mapping: { ...bounds, entries: { mTLS: 1, tls: 0.5 }, caseSensitive: false },
  },
  CASED: {
    baseType: 'string',
    cardinality: 'single',
    areaMapping: null,
    mapping: { ...bounds, entries: { mTLS: 1 }, caseSensitive: true },
  },
  SIZE: {
    baseType: 'float',
    cardinality: 'single',
    areaMapping: null,
    mapping: { ...bounds, entries: { '0.5': 1 }, caseSensitive: true },
  },
  COUNT: { baseType: 'integer', cardinality: 'single', ...none },
  SPOT: {
    baseType: 'point',
    cardinality: 'single',
    mapping: null,
    areaMapping: {
      ...bounds,
      default: -1,
      areas: [
        { shape: 'circle', coords: [10, 10, 5], value: 2 },
        { shape: 'rect', coords: [0, 0, 20, 20], value: 1 },
      ],
    },
  },
  FILL: { baseType: 'string', cardinality: 'single', ...none },
};

const whole = { name: 'all-or-nothing' } as const;
const everyKey = keyOfAll({
  ONE: [keys.choice('b'), whole],
  MANY: [keys.choice('a c'), whole],
  STEPS: [keys.order('x y z'), whole],
  PAIRS: [keys.match('p:a q:b'), whole],
  TEXT: [keys.text('mTLS|mutual TLS'), whole],
  CASED: [keys.text('mTLS'), whole],
  SIZE: [keys.number(0.5, 0.1), whole],
  COUNT: [keys.number(3), whole],
  SPOT: [keys.rubric, whole],
  FILL: [keys.rubric, whole],
});

export type Entered = Readonly<Record<string, ResponsePart>>;

export const answered = (entered: Entered): ResponseValue => ({ FILL: text('x'), ...entered });

export function keyWithRules(
  set: Partial<RuleSet>,
): ItemKey & { readonly processing: { template: 'rules' } & RuleSet } {
  const rules = { maximum: 1, responses: everyType, outcomes: {}, rules: [], ...set };
  return { ...everyKey, processing: { template: 'rules', ...rules } };
}

/** 1 point where the condition is true, ½ where it is NULL, 0 where it is false. */
export function pointsOfCondition(
  when: Expression,
  entered: Entered,
  secondsSpent: number | null = null,
): number {
  const set = (score: number) => [{ rule: 'set', outcome: 'SCORE', to: float(score) }] as const;
  const branches = [
    { when, then: set(1) },
    { when: op('is-null', when), then: set(0.5) },
  ];
  const scored = keyWithRules({ rules: [{ rule: 'condition', branches, else: set(0) }] });
  return scoreItem(scored, answered(entered), { sessionId: 's', itemNumber: 1, secondsSpent }).points;
}

/** The SCORE that an expression gives; null: NULL. */
export function scoreOf(
  to: Expression,
  entered: Entered,
  type: 'float' | 'integer' = 'float',
): number | null {
  const set = keyWithRules({
    outcomes: { SCORE: { type, cardinality: 'single', default: null } },
    rules: [{ rule: 'set', outcome: 'SCORE', to }],
  });
  const value = outcomeOf(set, entered, 'SCORE');
  const [score] = value?.values ?? [];
  return typeof score === 'number' ? score : null;
}

export function outcomeOf(scored: ItemKey, entered: Entered, name: string): RuleValue | null {
  const { processing } = scoreItem(scored, answered(entered));
  return processing?.outcomes.find((outcome) => outcome.name === name)?.value ?? null;
}
