import type { CognitiveLevel } from '@attest/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assembleForm } from './assembly.ts';
import type { FormBlueprint } from './assembly/blueprint.ts';
import { judgeFeasibility } from './feasibility.ts';
import { distinctForms } from './feasibility/distinct-forms.ts';
import type { BankedItem } from './feasibility/usable.ts';

const onDate = '2026-11-22';
const levels: readonly CognitiveLevel[] = ['recall', 'application', 'analysis'];

function banked(id: string, change: Partial<BankedItem> = {}): BankedItem {
  return {
    id,
    domain: 'A1',
    cognitiveLevel: 'application',
    stimulusId: null,
    enemies: [],
    incidents: [],
    expectedDifficulty: 0.7,
    isPretest: false,
    status: 'operational',
    validUntil: null,
    isStimulusInUse: true,
    ...change,
  };
}

function many(count: number, domain: string, cognitiveLevel: CognitiveLevel): BankedItem[] {
  return Array.from({ length: count }, (_, at) =>
    banked(`${domain}-${cognitiveLevel}-${String(at)}`, { domain, cognitiveLevel }),
  );
}

function blueprintOf(change: Partial<FormBlueprint> = {}): FormBlueprint {
  return {
    itemCount: 4,
    domains: { A1: 4 },
    levels: {},
    scenarioShare: { min: 0 },
    minTestletSize: 1,
    maxPerIncident: 2,
    ...change,
  };
}

const judge = (blueprint: FormBlueprint, bank: readonly BankedItem[]) =>
  judgeFeasibility({ blueprint, bank, onDate });
const cellOf = (judged: ReturnType<typeof judge>, domain: string, level: CognitiveLevel) =>
  judged.cells.find((cell) => cell.domain === domain && cell.level === level);

const thirds = {
  recall: { max: 0.1 },
  application: { min: 0.3, max: 0.7 },
  analysis: { min: 0.3, max: 0.7 },
};

describe('the target of a cell', () => {
  it.each<[number, CognitiveLevel, object]>([
    [10, 'recall', { min: 0, max: 1 }],
    [10, 'application', { min: 3, max: 7 }],
    [2, 'application', { min: 0, max: 2 }],
    [0, 'application', { min: 0, max: 0 }],
    [20, 'analysis', { min: 6, max: 14 }],
  ])('of %i items at level %s is its share of an even spread', (count, level, expected) => {
    const blueprint = blueprintOf({ itemCount: count + 10, domains: { A1: count, A2: 10 }, levels: thirds });
    expect(cellOf(judge(blueprint, []), 'A1', level)?.target).toEqual(expected);
  });

  it('is as narrow as the shares of the other levels make it', () => {
    const blueprint = blueprintOf({
      itemCount: 10,
      domains: { A1: 10 },
      levels: { recall: { max: 0.1 }, application: { max: 0.3 } },
    });
    expect(cellOf(judge(blueprint, []), 'A1', 'analysis')?.target).toEqual({ min: 6, max: 10 });
  });
});

describe('eligible items', () => {
  const bank = [
    banked('in-use'),
    banked('draft', { status: 'draft' }),
    banked('in-review', { status: 'in-review' }),
    banked('approved', { status: 'approved' }),
    banked('on-trial', { isPretest: true }),
    banked('retired', { status: 'retired' }),
    banked('ended', { validUntil: '2026-11-21' }),
    banked('shut', { stimulusId: 's', isStimulusInUse: false }),
    banked('small', { stimulusId: 't' }),
  ];

  it('are counted apart from those that are not, by reason', () => {
    const cell = cellOf(judge(blueprintOf({ minTestletSize: 2 }), bank), 'A1', 'application');
    expect(cell).toMatchObject({
      eligible: 1,
      unusable: {
        'being-written': 1,
        'needs-review': 1,
        'not-taken-into-use': 1,
        'on-trial': 1,
        retired: 1,
        'facts-ended': 1,
        'scenario-not-in-use': 1,
        'scenario-too-small': 1,
      },
    });
  });

  it('are exactly those that forms are made of', () => {
    const judged = judge(blueprintOf({ itemCount: 1, domains: { A1: 1 }, minTestletSize: 2 }), bank);
    expect(judged.isAssemblable).toBe(true);
    expect(
      judge(blueprintOf({ itemCount: 2, domains: { A1: 2 }, minTestletSize: 2 }), bank).isAssemblable,
    ).toBe(false);
  });
});

describe('what is missing', () => {
  it('lies in the cell that no other can make up for, which is the tightest', () => {
    const blueprint = blueprintOf({ domains: { A1: 2, A2: 2 }, levels: { analysis: { min: 0.5 } } });
    const bank = [...many(9, 'A1', 'application'), ...many(1, 'A2', 'analysis'), ...many(5, 'A2', 'recall')];
    const judged = judge(blueprint, bank);
    expect(judged.isAssemblable).toBe(false);
    expect(judged.toWrite).toEqual([{ domain: 'A1', level: 'analysis', isInScenario: false, count: 1 }]);
    expect(judged.tightest).toMatchObject({ domain: 'A1', level: 'analysis', missing: 1 });
  });

  it('is not asked for where another domain makes up for it', () => {
    const blueprint = blueprintOf({ domains: { A1: 2, A2: 2 }, levels: { analysis: { min: 0.5 } } });
    const bank = [...many(9, 'A1', 'application'), ...many(2, 'A2', 'analysis')];
    const judged = judge(blueprint, bank);
    expect(judged).toMatchObject({ isAssemblable: true, toWrite: [] });
    expect(judged.tightest).toMatchObject({ domain: 'A2', level: 'analysis', eligible: 2, planned: 2 });
  });

  it('is spread over the levels as the blueprint would have it', () => {
    const blueprint = blueprintOf({ itemCount: 10, domains: { A1: 10 }, levels: thirds });
    const counts = judge(blueprint, []).toWrite.map(({ level, count }) => [level, count]);
    expect(counts).toEqual([
      ['application', 5],
      ['analysis', 5],
    ]);
  });

  it.each<[string, Partial<FormBlueprint>, BankedItem[], object]>([
    [
      'items that exclude each other',
      { itemCount: 2, domains: { A1: 2 } },
      [banked('a', { enemies: ['b'] }), banked('b')],
      { domain: 'A1', level: null, isInScenario: false, count: 1 },
    ],
    [
      'items in scenarios',
      { itemCount: 2, domains: { A1: 2 }, scenarioShare: { min: 1 } },
      [banked('a'), banked('b'), banked('c', { stimulusId: 's' })],
      { domain: null, level: null, isInScenario: true, count: 1 },
    ],
  ])('names %s', (_, change, bank, expected) => {
    expect(judge(blueprintOf(change), bank).toWrite).toEqual([expected]);
  });
});

describe('a blueprint that contradicts itself', () => {
  it.each<[string, Partial<FormBlueprint>, object]>([
    ['in its counts', { itemCount: 5 }, { kind: 'domain-counts', sum: 4, itemCount: 5 }],
    [
      'in the bounds of a level',
      { levels: { recall: { min: 0.3, max: 0.4 } } },
      { kind: 'level-bounds', level: 'recall', least: 2, most: 1 },
    ],
    [
      'by asking too much',
      { levels: { recall: { min: 0.5 }, analysis: { min: 0.75 } } },
      { kind: 'levels-ask-too-much', sum: 5, itemCount: 4 },
    ],
    [
      'by allowing too little',
      { levels: { recall: { max: 0.25 }, application: { max: 0.25 }, analysis: { max: 0.25 } } },
      { kind: 'levels-allow-too-little', sum: 3, itemCount: 4 },
    ],
  ])('%s is named, and nothing is to be written for it', (_, change, expected) => {
    const judged = judge(blueprintOf(change), many(20, 'A1', 'application'));
    expect(judged).toMatchObject({ isAssemblable: false, contradictions: [expected], toWrite: [] });
  });
});

const itemOf = fc.record({
  domain: fc.constantFrom('A1', 'A2'),
  cognitiveLevel: fc.constantFrom(...levels),
});
const plainBank = fc
  .array(itemOf, { maxLength: 10 })
  .map((rows) => rows.map((row, at) => banked(`i${String(at)}`, row)));
const tangledBank = fc
  .array(
    fc.tuple(
      itemOf,
      fc.record({
        stimulusId: fc.constantFrom(null, null, 's1', 's2'),
        enemies: fc.array(
          fc.nat({ max: 8 }).map((at) => `i${String(at)}`),
          { maxLength: 1 },
        ),
        status: fc.constantFrom('operational', 'operational', 'draft' as const),
        isStimulusInUse: fc.boolean(),
      }),
    ),
    { maxLength: 9 },
  )
  .map((rows) =>
    rows.map(([row, more], at) =>
      banked(`i${String(at)}`, {
        ...row,
        ...more,
        enemies: more.enemies.filter((id) => id !== `i${String(at)}`),
        isStimulusInUse: more.stimulusId === null || more.isStimulusInUse,
      }),
    ),
  );
const blueprints = fc
  .record({
    a1: fc.integer({ min: 0, max: 3 }),
    a2: fc.integer({ min: 1, max: 3 }),
    recallMax: fc.constantFrom(0.25, 0.5, 1),
    analysisMin: fc.constantFrom(0, 0.3, 0.5),
    minTestletSize: fc.integer({ min: 1, max: 2 }),
  })
  .map(({ a1, a2, recallMax, analysisMin, minTestletSize }) =>
    blueprintOf({
      itemCount: a1 + a2,
      domains: { A1: a1, A2: a2 },
      levels: { recall: { max: recallMax }, analysis: { min: analysisMin } },
      minTestletSize,
    }),
  );
const sumOf = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0);

describe('on small banks', () => {
  it('a form is promised exactly when one is found, and then nothing is missing', () => {
    fc.assert(
      fc.property(blueprints, tangledBank, fc.string(), (blueprint, bank, seed) => {
        const judged = judge(blueprint, bank);
        const offered = bank.filter(({ isStimulusInUse }) => isStimulusInUse);
        expect(judged.isAssemblable).toBe(assembleForm({ blueprint, bank: offered, seed, onDate }).ok);
        expect(judged.isAssemblable && judged.cells.some(({ missing }) => missing > 0)).toBe(false);
        expect(judged.isAssemblable || judged.shortfall.length > 0).toBe(true);
      }),
    );
  });

  it('where items stand alone, what is missing is enough to write, and not one item less', () => {
    fc.assert(
      fc.property(blueprints, plainBank, (blueprint, bank) => {
        const judged = judge(blueprint, bank);
        const written = judged.toWrite.flatMap(({ domain, level, count }, line) =>
          Array.from({ length: count }, (_, at) =>
            banked(`new${String(line)}-${String(at)}`, {
              domain: domain ?? '',
              cognitiveLevel: level ?? 'recall',
            }),
          ),
        );
        expect(judge(blueprint, [...bank, ...written]).isAssemblable).toBe(true);
        expect(judged.isAssemblable).toBe(written.length === 0);
        for (const without of written) {
          const rest = written.filter((item) => item !== without);
          expect(judge(blueprint, [...bank, ...rest]).isAssemblable).toBe(false);
        }
      }),
    );
  });

  it('the plan holds the count of each domain and keeps to the bounds of the levels', () => {
    fc.assert(
      fc.property(blueprints, plainBank, (blueprint, bank) => {
        const { cells } = judge(blueprint, bank);
        const planned = (holds: (cell: (typeof cells)[number]) => boolean) =>
          sumOf(cells.filter(holds).map((cell) => cell.planned));
        for (const [id, count] of Object.entries(blueprint.domains)) {
          expect(planned(({ domain }) => domain === id)).toBe(count);
        }
        for (const level of levels) {
          const share = planned((cell) => cell.level === level) / blueprint.itemCount;
          expect(share).toBeGreaterThanOrEqual(blueprint.levels[level]?.min ?? 0);
          expect(share).toBeLessThanOrEqual(blueprint.levels[level]?.max ?? 1);
        }
      }),
    );
  });
});

describe('distinct forms', () => {
  const told = (bank: readonly BankedItem[], draws: number) => {
    const steps = distinctForms({ blueprint: blueprintOf(), bank, onDate });
    return Array.from({ length: draws }, () => steps.next().value).at(-1);
  };

  it('are counted with what they share', () => {
    expect(told(many(4, 'A1', 'recall'), 5)).toEqual({ draws: 5, distinct: 1, shared: null, itemsSeen: 4 });
    const found = told(many(40, 'A1', 'recall'), 8);
    expect(found).toMatchObject({ draws: 8, distinct: 8 });
    expect(found?.shared?.most).toBeLessThan(4);
    expect(found?.itemsSeen).toBeGreaterThan(10);
  });

  it('are none where no form exists', () => {
    expect(told([], 3)).toEqual({ draws: 3, distinct: 0, shared: null, itemsSeen: 0 });
  });
});
