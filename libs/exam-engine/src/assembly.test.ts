import type { CognitiveLevel } from '@attest/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assembleForm } from './assembly.ts';
import type { Assembly } from './assembly.ts';
import type { AssembledItem, FormBlueprint, EligibleItem } from './assembly/blueprint.ts';
import { drawsFrom } from './draws.ts';

const onDate = '2026-11-22';
const levels: readonly CognitiveLevel[] = ['recall', 'application', 'analysis'];

function eligibleItem(id: string, change: Partial<EligibleItem> = {}): EligibleItem {
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
    ...change,
  };
}

function blueprintOf(change: Partial<FormBlueprint> = {}): FormBlueprint {
  return {
    itemCount: 2,
    domains: { A1: 2 },
    levels: {},
    scenarioShare: { min: 0 },
    minTestletSize: 1,
    maxPerIncident: 2,
    ...change,
  };
}

const assemble = (blueprint: FormBlueprint, bank: readonly EligibleItem[], seed = 'seed', pretestCount = 0) =>
  assembleForm({ blueprint: { ...blueprint, pretestCount }, bank, seed, onDate });
const idsOf = (assembly: Assembly) => (assembly.ok ? assembly.items.map(({ id }) => id) : []);
const shortfallOf = (assembly: Assembly) => (assembly.ok ? [] : assembly.shortfall);

/** Everything a form must satisfy, checked without the search's own code. */
function meets(picked: readonly EligibleItem[], blueprint: FormBlueprint): boolean {
  const count = (holds: (item: EligibleItem) => boolean) => picked.filter(holds).length;
  const size = blueprint.itemCount;
  const isShareMet = (
    held: number,
    bounds: { min?: number | undefined; max?: number | undefined } | undefined,
  ) => held >= (bounds?.min ?? 0) * size - 1e-9 && held <= (bounds?.max ?? 1) * size + 1e-9;
  const scenarios = new Set(picked.flatMap(({ stimulusId }) => stimulusId ?? []));
  const incidents = new Set(picked.flatMap((item) => item.incidents));
  return (
    picked.length === size &&
    Object.entries(blueprint.domains).every(
      ([id, needed]) => count(({ domain }) => domain === id) === needed,
    ) &&
    levels.every((level) =>
      isShareMet(
        count(({ cognitiveLevel }) => cognitiveLevel === level),
        blueprint.levels[level],
      ),
    ) &&
    isShareMet(
      count(({ stimulusId }) => stimulusId !== null),
      blueprint.scenarioShare,
    ) &&
    [...scenarios].every((id) => count(({ stimulusId }) => stimulusId === id) >= blueprint.minTestletSize) &&
    [...incidents].every((id) => count((item) => item.incidents.includes(id)) <= blueprint.maxPerIncident) &&
    !picked.some((item) => picked.some(({ id }) => item.enemies.includes(id)))
  );
}

function existsByTryingAll(bank: readonly EligibleItem[], blueprint: FormBlueprint): boolean {
  const subsets = Array.from({ length: 2 ** bank.length }, (_, bits) =>
    bank.filter((__, at) => ((bits >> at) & 1) === 1),
  );
  return subsets.some((picked) => meets(picked, blueprint));
}

function isContiguous(items: readonly AssembledItem[], bank: readonly EligibleItem[]): boolean {
  const scenarioOf = new Map(bank.map(({ id, stimulusId }) => [id, stimulusId]));
  const scenarios = items.map(({ id }) => scenarioOf.get(id) ?? null);
  return scenarios.every(
    (scenario, at) =>
      scenario === null || scenarios.indexOf(scenario) === at || scenarios[at - 1] === scenario,
  );
}

const smallBank = fc
  .array(
    fc.record({
      domain: fc.constantFrom('A1', 'A2'),
      cognitiveLevel: fc.constantFrom(...levels),
      stimulusId: fc.constantFrom(null, null, 's1', 's2'),
      enemies: fc.array(
        fc.nat({ max: 8 }).map((at) => `i${String(at)}`),
        { maxLength: 2 },
      ),
      incidents: fc.subarray(['x', 'y'], { maxLength: 1 }),
      expectedDifficulty: fc.double({ min: 0.4, max: 0.9, noNaN: true }),
    }),
    { minLength: 3, maxLength: 9 },
  )
  .map((rows) =>
    rows.map((row, at) =>
      eligibleItem(`i${String(at)}`, {
        ...row,
        enemies: row.enemies.filter((id) => id !== `i${String(at)}`),
      }),
    ),
  );
const smallBlueprint = fc
  .record({
    a1: fc.integer({ min: 1, max: 3 }),
    a2: fc.integer({ min: 0, max: 3 }),
    recallMax: fc.constantFrom(0.25, 0.5, 1),
    analysisMin: fc.constantFrom(0, 0.2, 0.4),
    scenarioMin: fc.constantFrom(0, 0.4, 0.6),
    minTestletSize: fc.integer({ min: 1, max: 3 }),
    maxPerIncident: fc.integer({ min: 1, max: 2 }),
  })
  .map(({ a1, a2, recallMax, analysisMin, scenarioMin, minTestletSize, maxPerIncident }) =>
    blueprintOf({
      itemCount: a1 + a2,
      domains: { A1: a1, A2: a2 },
      levels: { recall: { max: recallMax }, analysis: { min: analysisMin } },
      scenarioShare: { min: scenarioMin },
      minTestletSize,
      maxPerIncident,
    }),
  );

describe('assembleForm on small banks', () => {
  it('finds a form exactly when one exists, and every form meets the blueprint', () => {
    fc.assert(
      fc.property(smallBlueprint, smallBank, fc.string(), (blueprint, bank, seed) => {
        const assembly = assemble(blueprint, bank, seed);
        expect(assembly.ok).toBe(existsByTryingAll(bank, blueprint));
        const ids = idsOf(assembly);
        const picked = bank.filter(({ id }) => ids.includes(id));
        expect(!assembly.ok || (meets(picked, blueprint) && isContiguous(assembly.items, bank))).toBe(true);
        expect(assembly.ok || assembly.shortfall.length > 0).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  it('gives the same form for the same seed, whatever the order of the bank', () => {
    fc.assert(
      fc.property(smallBlueprint, smallBank, fc.string(), (blueprint, bank, seed) => {
        expect(assemble(blueprint, bank.toReversed(), seed)).toEqual(assemble(blueprint, bank, seed));
      }),
    );
  });

  it('takes only operational items that are valid on the day', () => {
    const bank = [
      eligibleItem('valid-to-the-day', { validUntil: onDate }),
      eligibleItem('ended', { validUntil: '2026-11-21' }),
      eligibleItem('draft', { status: 'draft' }),
      eligibleItem('retired', { status: 'retired' }),
      eligibleItem('on-trial', { isPretest: true }),
      eligibleItem('good'),
    ];
    expect(idsOf(assemble(blueprintOf(), bank)).toSorted()).toEqual(['good', 'valid-to-the-day']);
  });

  it('keeps the items of a scenario together in bank order and numbers all from 1', () => {
    const bank = ['c', 'a', 'b', 'd'].map((id) => eligibleItem(id, { stimulusId: 's' }));
    const single = eligibleItem('z');
    const assembly = assemble(blueprintOf({ itemCount: 5, domains: { A1: 5 } }), [...bank, single]);
    expect(idsOf(assembly).filter((id) => id !== 'z')).toEqual(['a', 'b', 'c', 'd']);
    expect(assembly.ok && assembly.items.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5]);
    expect(assembly.ok && isContiguous(assembly.items, bank)).toBe(true);
  });

  it('mixes in pretest items beside the scored ones when asked', () => {
    const bank = [
      eligibleItem('a'),
      eligibleItem('b'),
      eligibleItem('t', { isPretest: true }),
      eligibleItem('u', { status: 'pretest', enemies: ['a'] }),
    ];
    const assembly = assemble(blueprintOf(), bank, 'seed', 1);
    expect(assembly.ok && assembly.items.filter(({ isPretest }) => isPretest).map(({ id }) => id)).toEqual([
      't',
    ]);
    expect(assembly.ok && assembly.items).toHaveLength(3);
  });

  describe('with bounds of the mean difficulty', () => {
    const bank = Array.from({ length: 20 }, (_, at) =>
      eligibleItem(`i${String(at + 10)}`, { expectedDifficulty: at / 20 }),
    );
    const bounded = (min: number, max: number) =>
      blueprintOf({ itemCount: 4, domains: { A1: 4 }, meanDifficulty: { min, max } });

    it('keeps to them', () => {
      const ids = idsOf(assemble(bounded(0.84, 0.87), bank));
      const chosen = bank.filter(({ id }) => ids.includes(id));
      const mean = chosen.reduce((sum, item) => sum + item.expectedDifficulty, 0) / 4;
      expect(chosen).toHaveLength(4);
      expect(mean).toBeGreaterThanOrEqual(0.84);
      expect(mean).toBeLessThanOrEqual(0.87);
    });

    it('names them when they cannot be met', () => {
      expect(shortfallOf(assemble(bounded(0.9, 0.95), bank))).toEqual([
        expect.objectContaining({ kind: 'conflict', constraint: 'difficulty' }),
      ]);
    });
  });
});

describe('what is missing', () => {
  it.each<[string, Partial<FormBlueprint>, EligibleItem[], object]>([
    [
      'the domain with too few items',
      { itemCount: 4, domains: { A1: 1, A2: 3 } },
      [eligibleItem('a'), eligibleItem('b', { domain: 'A2' })],
      { kind: 'domain', domain: 'A2', needed: 3, available: 1 },
    ],
    [
      'the domain whose items exclude each other',
      { itemCount: 3, domains: { A1: 1, A2: 2 } },
      [
        eligibleItem('a'),
        eligibleItem('b', { domain: 'A2', enemies: ['c'] }),
        eligibleItem('c', { domain: 'A2' }),
      ],
      { kind: 'domain', domain: 'A2', needed: 2, available: 1 },
    ],
    [
      'the domain whose items lie in a scenario too small to appear',
      { minTestletSize: 3 },
      [eligibleItem('a'), eligibleItem('b', { stimulusId: 's' })],
      { kind: 'domain', domain: 'A1', needed: 2, available: 1 },
    ],
    [
      'the level',
      { levels: { analysis: { min: 0.5 } } },
      [eligibleItem('a'), eligibleItem('b')],
      { kind: 'level', level: 'analysis', needed: 1, available: 0 },
    ],
    [
      'scenario items',
      { scenarioShare: { min: 1 } },
      [eligibleItem('a'), eligibleItem('b', { stimulusId: 's' })],
      { kind: 'scenario', needed: 2, available: 1 },
    ],
    [
      'the rule to blame when each demand could be met alone',
      { domains: { A1: 1, A2: 1 } },
      [eligibleItem('a', { enemies: ['b'] }), eligibleItem('b', { domain: 'A2' })],
      { kind: 'conflict', constraint: 'enemies' },
    ],
    [
      'counts that do not add up',
      { itemCount: 3 },
      [eligibleItem('a'), eligibleItem('b')],
      { kind: 'blueprint' },
    ],
  ])('names %s', (_, change, bank, expected) => {
    expect(shortfallOf(assemble(blueprintOf(change), bank))).toEqual([expect.objectContaining(expected)]);
  });

  it('says so when pretest items are missing', () => {
    const assembly = assemble(blueprintOf(), [eligibleItem('a'), eligibleItem('b')], 'seed', 1);
    expect(shortfallOf(assembly)).toEqual([
      expect.objectContaining({ kind: 'pretest', needed: 1, available: 0 }),
    ]);
  });
});

describe('assembleForm on a bank of 600 items', () => {
  const domains = { A1: 14, A2: 13, A3: 12, A4: 11, A5: 10, A6: 9, A7: 10, A8: 5, A9: 6 };
  const blueprint = blueprintOf({
    itemCount: 90,
    domains,
    levels: {
      recall: { max: 0.1 },
      application: { min: 0.42, max: 0.48 },
      analysis: { min: 0.42, max: 0.48 },
    },
    scenarioShare: { min: 0.57, max: 0.63 },
    minTestletSize: 4,
    maxPerIncident: 2,
  });
  /** Domains and levels in the blueprint's proportions; 60 % in scenarios of five; enemies and incidents as in a real bank. */
  const bank = bankOf(600, 'bank');

  function bankOf(size: number, seed: string): EligibleItem[] {
    const draw = drawsFrom([seed]);
    const wheel = Object.entries(domains).flatMap(([id, count]) => Array.from({ length: count }, () => id));
    return Array.from({ length: size }, (_, at) => {
      const level = draw(100);
      return eligibleItem(`i${String(at).padStart(3, '0')}`, {
        domain: wheel[draw(wheel.length)] ?? 'A1',
        cognitiveLevel: level < 10 ? 'recall' : level < 55 ? 'application' : 'analysis',
        stimulusId: at < size * 0.6 ? `s${String(Math.floor(at / 5))}` : null,
        enemies: draw(10) === 0 ? [`i${String(draw(size)).padStart(3, '0')}`] : [],
        incidents: draw(5) === 0 ? [`incident-${String(draw(20))}`] : [],
        expectedDifficulty: 0.4 + draw(50) / 100,
      });
    });
  }

  it('finds different forms for different seeds, each meeting the blueprint and the aim for difficulty', () => {
    const forms = Array.from({ length: 8 }, (_, at) => {
      const assembly = assemble(blueprint, bank, `seed ${String(at)}`);
      const ids = new Set(idsOf(assembly));
      const picked = bank.filter(({ id }) => ids.has(id));
      const mean = picked.reduce((sum, { expectedDifficulty }) => sum + expectedDifficulty, 0) / 90;
      expect(meets(picked, blueprint)).toBe(true);
      expect(assembly.ok && isContiguous(assembly.items, bank)).toBe(true);
      expect(Math.abs(mean - 0.7)).toBeLessThanOrEqual(0.03 + 1e-9);
      return idsOf(assembly).join();
    });
    expect(new Set(forms).size).toBe(8);
  });
});

describe('sections', () => {
  const scenario = (id: string, count: number) =>
    Array.from({ length: count }, (_, at) => eligibleItem(`${id}-${String(at)}`, { stimulusId: id }));
  const bank = [...scenario('s', 4), ...scenario('t', 3), ...scenario('u', 3), eligibleItem('single')];
  const blueprint = blueprintOf({
    itemCount: 11,
    domains: { A1: 11 },
    sections: [{ itemCount: 4 }, { itemCount: 7 }],
  });

  it('end where a scenario ends, whatever is drawn', () => {
    for (let seed = 0; seed < 50; seed += 1) {
      const ids = idsOf(assemble(blueprint, bank, String(seed)));
      const scenarioAt = (place: number) => ids[place]?.split('-')[0];
      expect(ids).toHaveLength(11);
      expect(scenarioAt(3)).not.toBe(scenarioAt(4));
    }
  });

  it('that no draw can fill are named as the reason', () => {
    const halves = { ...blueprint, sections: [{ itemCount: 2 }, { itemCount: 9 }] };
    expect(shortfallOf(assemble(halves, bank)).map(({ kind }) => kind)).toEqual(['sections']);
  });
});
