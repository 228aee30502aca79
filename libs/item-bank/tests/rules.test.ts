import { describe, expect, it } from 'vitest';
import { checkRules, compileItem } from '../src/index.ts';
import type { Expression, PlainOperator, RuleSet } from '../src/index.ts';
import { bankWith, compositeWith, itemWith, shown, typeSamples } from './samples.ts';

const item = (processing: string) => itemWith(compositeWith(processing));

function compiled(processing: string) {
  const { bank, faults } = bankWith(item(processing));
  expect(shown(faults)).toEqual([]);
  const [source] = bank.certifications[0]?.items ?? [];
  if (source === undefined) throw new Error('the sample is missing');
  return compileItem(source, { stimulus: null });
}

const processingOf = (processing: string) => compiled(processing).key.processing;

const messages = (processing: string) => bankWith(item(processing)).faults.map(({ message }) => message);

const soundRules = `
  template: rules
  outcomes: { BONUS: { type: integer, default: [0] } }
  mappings: { NAME: { entries: { mtls: 1, TLS: 0.5 }, caseSensitive: false } }
  rules:
    - rule: condition
      branches:
        - when: { op: match, of: [{ op: variable, name: STEPS }, { op: correct, name: STEPS }] }
          then: [{ rule: set, outcome: BONUS, to: { op: base-value, type: integer, value: 1 } }]
      else: [{ rule: exit }]
    - rule: set
      outcome: SCORE
      to: { op: sum, of: [{ op: map-response, name: WHICH }, { op: variable, name: BONUS }] }`;

describe('response processing of composite items', () => {
  it('stays out of keys whose variables are simply weighed, so that their hashes stay', () => {
    expect(processingOf('{ template: sum }')).toBeUndefined();
  });

  it('belongs to the key alone: whatever scores the item, candidates see the same', () => {
    const [weighed, ruled] = [compiled('{ template: sum }'), compiled(soundRules)];

    expect(ruled.content).toEqual(weighed.content);
    expect([ruled.contentHash === weighed.contentHash, ruled.keyHash === weighed.keyHash]).toEqual([
      true,
      false,
    ]);
  });

  it('stores a template by its name', () => {
    expect(processingOf('{ template: match_correct }')).toEqual({ template: 'match_correct' });
  });

  it('stores rules with the declarations that follow from the interactions', () => {
    expect(processingOf(soundRules)).toMatchObject({
      template: 'rules',
      maximum: 1,
      responses: {
        WHICH: {
          baseType: 'identifier',
          cardinality: 'single',
          mapping: { entries: { b: 2, a: -1 }, default: 0, lowerBound: 0, upperBound: 2 },
        },
        STEPS: { baseType: 'identifier', cardinality: 'ordered', mapping: null },
        NAME: { baseType: 'string', cardinality: 'single', mapping: { caseSensitive: false } },
      },
      outcomes: { BONUS: { type: 'integer', cardinality: 'single', default: [0] } },
    });
  });

  it('names line and column of a rule that does not fit', () => {
    const { faults, bank } = bankWith(
      item(`
  template: rules
  rules:
    - rule: set
      outcome: SCORE
      to: { op: gt, of: [{ op: variable, name: WHICH }, { op: base-value, type: integer, value: 1 }] }`),
    );

    expect(shown(faults)[0]).toMatch(/caisa-a1-0001\.yaml:\d+:\d+ gt takes two single numbers/);
    expect(bank.certifications[0]?.items).toEqual([]);
  });

  it('asks for mappings where map_response adds them up', () => {
    expect(messages('{ template: map_response, upperBound: 3 }')).toEqual([
      expect.stringContaining('write scoring: { name: map'),
      expect.stringContaining('write scoring: { name: map'),
    ]);
  });

  it('refuses weights and mappings of what the item does not have', () => {
    expect(messages('{ template: sum, weights: { OTHER: 1 } }')).toEqual([
      '"OTHER" is not an id of this item; correct it',
    ]);
    const rules = 'rules: [{ rule: exit }]';
    expect(messages(`{ template: rules, mappings: { OTHER: { entries: {} } }, ${rules} }`)).toHaveLength(1);
    expect(
      messages(`{ template: rules, mappings: { WHICH: { entries: { z: 1 } } }, ${rules} }`),
    ).toHaveLength(1);
  });

  it('refuses to compare with an id that the item does not have, unless its outcomes are ids', () => {
    const rules = (id: string) =>
      `rules: [{ rule: condition, branches: [{ when: { op: match, of: [{ op: variable, name: WHICH }, { op: base-value, type: identifier, value: ${id} }] }, then: [] }] }]`;
    const level = 'outcomes: { LEVEL: { type: identifier } }';

    expect(messages(`{ template: rules, ${rules('b')} }`)).toEqual([]);
    expect(messages(`{ template: rules, ${rules('bb')} }`)).toEqual([
      '"bb" is not an id of this item; correct it',
    ]);
    expect(messages(`{ template: rules, ${level}, ${rules('bb')} }`)).toEqual([]);
  });

  it('refuses a match that would forget other accepted texts', () => {
    const rules = (name: string) =>
      `{ template: rules, rules: [{ rule: condition, branches: [{ when: { op: match, of: [{ op: variable, name: ${name} }, { op: correct, name: ${name} }] }, then: [] }] }] }`;

    expect(messages(rules('WHICH'))).toEqual([]);
    expect(messages(rules('NAME'))).toEqual([
      'match with the key of NAME knows its first text alone, in its own case; use map-response or string-match',
    ]);
  });

  it('still scores the sample composite by weights', () => {
    const { bank } = bankWith(itemWith(typeSamples.composite));
    const [source] = bank.certifications[0]?.items ?? [];
    if (source === undefined) throw new Error('the sample is missing');

    expect(compileItem(source, { stimulus: null }).key.weights).toEqual({ WHICH: 0.75, WHY: 0.25 });
  });
});

const response = (
  baseType: 'identifier' | 'float' | 'string' | 'point',
  cardinality: 'single' | 'multiple' | 'ordered',
) => ({ baseType, cardinality, mapping: null, areaMapping: null }) as const;

const responses: RuleSet['responses'] = {
  ONE: response('identifier', 'single'),
  MANY: response('identifier', 'multiple'),
  STEPS: response('identifier', 'ordered'),
  SIZE: response('float', 'single'),
  TEXT: response('string', 'single'),
  SPOT: response('point', 'single'),
};

const read = (name: string): Expression => ({ op: 'variable', name });
const whole = (value: number): Expression => ({ op: 'base-value', type: 'integer', value });
const yes: Expression = { op: 'base-value', type: 'boolean', value: true };
const plain = (op: PlainOperator, ...of: Expression[]): Expression => ({ op, of });

const faultsOf = (set: Partial<RuleSet>) =>
  checkRules(
    { maximum: 1, responses, outcomes: {}, rules: [], ...set },
    new Set(['ONE', 'MANY', 'STEPS', 'SIZE']),
  ).map(({ path, message }) => `${path.join('.')}: ${message}`);
const faultsOfCondition = (when: Expression) =>
  faultsOf({ rules: [{ rule: 'condition', branches: [{ when, then: [] }], else: [] }] });

describe('the types of expressions', () => {
  const bounds = {
    mode: 'exact',
    tolerance: [0, 0],
    includeLowerBound: true,
    includeUpperBound: true,
  } as const;

  it.each<[string, Expression]>([
    ['match of one type', plain('match', read('MANY'), { op: 'correct', name: 'MANY' })],
    ['match with NULL', plain('match', plain('multiple'), read('MANY'))],
    ['member of a container', plain('member', read('ONE'), plain('multiple', read('MANY'), read('ONE')))],
    ['a number against the time spent', plain('gt', read('duration'), whole(10))],
    ['the number of attempts', plain('lte', read('numAttempts'), whole(1))],
    ['the completion status', plain('is-null', read('completionStatus'))],
    [
      'a rounded sum',
      { op: 'equal', ...bounds, of: [plain('round', read('SIZE')), plain('sum', whole(1), whole(2))] },
    ],
    ['one of the steps', plain('match', { op: 'index', n: 'numAttempts', of: [read('STEPS')] }, read('ONE'))],
    ['a draw', plain('match', plain('random', read('MANY')), read('ONE'))],
    ['a container without a value', plain('match', plain('delete', read('ONE'), read('MANY')), read('MANY'))],
    [
      'texts',
      { op: 'string-match', caseSensitive: false, substring: false, of: [read('TEXT'), read('TEXT')] },
    ],
    ['a point in a circle', { op: 'inside', shape: 'circle', coords: [1, 2, 3], of: [read('SPOT')] }],
  ])('accept %s', (_, when) => {
    expect(faultsOfCondition(when)).toEqual([]);
  });

  it.each<[string, Expression]>([
    ['when.of.0: NONE is no variable of this item', plain('is-null', read('NONE'))],
    ['TEXT has no correct response', plain('match', read('TEXT'), { op: 'correct', name: 'TEXT' })],
    ['SCORE is no response variable', plain('is-null', { op: 'correct', name: 'SCORE' })],
    ['ONE has no mapping', plain('gt', { op: 'map-response', name: 'ONE' }, whole(0))],
    ['ONE has no areas', plain('gt', { op: 'map-response-point', name: 'ONE' }, whole(0))],
    ['match takes two values of the same type', plain('match', read('ONE'), read('SIZE'))],
    ['match takes two single values or two containers', plain('match', read('ONE'), read('MANY'))],
    ['match takes 2 expressions, not 1', plain('match', read('ONE'))],
    ['and takes conditions', plain('and', yes, read('ONE'))],
    ['not takes 1 expression, not 2', plain('not', yes, yes)],
    ['sum takes numbers', plain('gt', plain('sum', read('TEXT')), whole(1))],
    ['lt takes two single numbers', plain('lt', read('STEPS'), whole(1))],
    ['round takes a single number', plain('is-null', plain('round', read('ONE')))],
    ['member takes a single value, then a container', plain('member', read('MANY'), read('ONE'))],
    [
      'delete takes a value and a container of the same type',
      plain('is-null', plain('delete', read('SIZE'), read('MANY'))),
    ],
    [
      'multiple takes single values and multiple containers',
      plain('is-null', plain('multiple', read('STEPS'))),
    ],
    ['ordered takes values of the same type', plain('is-null', plain('ordered', read('ONE'), read('SIZE')))],
    ['index takes an ordered container', plain('is-null', { op: 'index', n: 1, of: [read('MANY')] })],
    ['index takes n as a whole number', plain('is-null', { op: 'index', n: 'SIZE', of: [read('STEPS')] })],
    ['random takes a container', plain('is-null', plain('random', read('ONE')))],
    ['inside takes a point', { op: 'inside', shape: 'default', coords: [], of: [read('ONE')] }],
    ['inside takes four coords', { op: 'inside', shape: 'rect', coords: [1, 2], of: [read('SPOT')] }],
    [
      'equal-rounded takes at least 1 significant figure',
      { op: 'equal-rounded', rounding: 'significant-figures', figures: 0, of: [whole(1), whole(1)] },
    ],
    [
      'substring takes two single texts',
      { op: 'substring', caseSensitive: true, of: [read('ONE'), read('TEXT')] },
    ],
    ['the value of type integer is a whole number', plain('gt', whole(1.5), whole(1))],
    [
      'the value of type identifier is an id',
      plain('is-null', { op: 'base-value', type: 'identifier', value: 'two words' }),
    ],
    [
      'the value of type pair is two ids',
      plain('is-null', { op: 'base-value', type: 'pair', value: [1, 2] }),
    ],
    ['a condition is true or false, but this is a single identifier', read('ONE')],
  ])('refuse, saying "%s"', (message, when) => {
    const [fault] = faultsOfCondition(when);
    expect(fault).toContain(message);
    expect(fault).toContain('rules.0.branches.0.when');
  });
});

describe('the types of outcomes', () => {
  const set = (outcome: string, to: Expression): Partial<RuleSet> => ({
    rules: [{ rule: 'set', outcome, to }],
  });

  it('take a whole number for a float, and a completion status', () => {
    expect(faultsOf(set('SCORE', whole(1)))).toEqual([]);
    expect(
      faultsOf(set('completionStatus', { op: 'base-value', type: 'identifier', value: 'completed' })),
    ).toEqual([]);
  });

  it.each<[string, Partial<RuleSet>]>([
    ['rules.0.outcome: BONUS is no outcome', set('BONUS', whole(1))],
    ['rules.0.outcome: numAttempts is no outcome', set('numAttempts', whole(1))],
    ['rules.0.outcome: ONE is no outcome', set('ONE', whole(1))],
    ['rules.0.to: SCORE is a single float, but this is a single boolean', set('SCORE', yes)],
    [
      'outcomes.SCORE: SCORE is a single float or integer',
      { outcomes: { SCORE: { type: 'string', cardinality: 'single', default: null } } },
    ],
    [
      'outcomes.ONE: ONE is a response or built-in variable',
      { outcomes: { ONE: { type: 'float', cardinality: 'single', default: null } } },
    ],
    [
      'outcomes.A.default: a single outcome has one value',
      { outcomes: { A: { type: 'float', cardinality: 'single', default: [1, 2] } } },
    ],
    [
      'outcomes.A.default: each value of type integer is a whole number',
      { outcomes: { A: { type: 'integer', cardinality: 'ordered', default: [1, 2.5] } } },
    ],
  ])('refuse, saying "%s"', (message, rules) => {
    expect(faultsOf(rules)[0]).toContain(message);
  });
});

describe('the size of rules', () => {
  it('is bounded in depth', () => {
    const deep = Array.from({ length: 40 }).reduce<Expression>((inner) => plain('not', inner), yes);
    expect(faultsOfCondition(deep)).toEqual([expect.stringContaining('nested deeper than 24 levels')]);
  });

  it('is bounded in number', () => {
    const wide = plain(
      'and',
      ...Array.from({ length: 40 }, () => plain('or', ...Array.from({ length: 40 }, () => yes))),
    );
    expect(faultsOfCondition(wide)).toEqual([
      expect.stringContaining('more than 1000 rules and expressions'),
    ]);
  });
});
