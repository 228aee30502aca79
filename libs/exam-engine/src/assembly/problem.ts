/** A blueprint and a bank as whole numbers, ready for the search. */
import type { CognitiveLevel } from '@attest/contracts';
import type { Constraint, FormBlueprint, EligibleItem } from './blueprint.ts';

export const levels: readonly CognitiveLevel[] = ['recall', 'application', 'analysis'];

/** Shares meet counts by multiplication; this forgives its rounding, as in 0.1 × 30. */
const shareEpsilon = 1e-9;

export interface Entry {
  readonly id: string;
  /** Index in `Problem.domains`. */
  readonly domain: number;
  /** Index in `levels`. */
  readonly level: number;
  /** Index of its scenario; null when it stands alone. */
  readonly group: number | null;
  readonly enemies: ReadonlySet<string>;
  readonly incidents: readonly string[];
  readonly difficulty: number;
}

export interface CountBounds {
  readonly min: number;
  readonly max: number;
}

export interface Problem {
  readonly entries: readonly Entry[];
  readonly domains: readonly { readonly id: string; readonly needed: number }[];
  readonly levelBounds: readonly CountBounds[];
  readonly scenarioBounds: CountBounds;
  readonly minTestletSize: number;
  readonly maxPerIncident: number;
  readonly size: number;
  readonly meanDifficulty: CountBounds | null;
}

/** Items of other domains, and of scenarios with too few usable items, take no part. Their order does not matter. */
export function problemOf(blueprint: FormBlueprint, scorable: readonly EligibleItem[]): Problem {
  const domains = Object.entries(blueprint.domains)
    .map(([id, needed]) => ({ id, needed }))
    .filter(({ needed }) => needed > 0)
    .toSorted((a, b) => compareIds(a.id, b.id));
  const domainAt = new Map(domains.map(({ id }, index) => [id, index]));
  const inDomains = scorable.filter(({ domain }) => domainAt.has(domain));
  const siblings = countsOf(inDomains.flatMap(({ stimulusId }) => stimulusId ?? []));
  const usable = inDomains
    .filter(
      ({ stimulusId }) => stimulusId === null || (siblings.get(stimulusId) ?? 0) >= blueprint.minTestletSize,
    )
    .toSorted((a, b) => compareIds(a.id, b.id));
  const groups = [...new Set(usable.flatMap(({ stimulusId }) => stimulusId ?? []))].toSorted(compareIds);
  const groupAt = new Map(groups.map((id, index) => [id, index]));
  const enemies = enemiesIn(usable);
  return {
    entries: usable.map((item) => ({
      id: item.id,
      domain: domainAt.get(item.domain) ?? 0,
      level: levels.indexOf(item.cognitiveLevel),
      group: item.stimulusId === null ? null : (groupAt.get(item.stimulusId) ?? null),
      enemies: enemies.get(item.id) ?? new Set(),
      incidents: item.incidents,
      difficulty: item.expectedDifficulty,
    })),
    domains,
    levelBounds: levels.map((level) => countBounds(blueprint.levels[level], blueprint.itemCount)),
    scenarioBounds: countBounds(blueprint.scenarioShare, blueprint.itemCount),
    minTestletSize: blueprint.minTestletSize,
    maxPerIncident: blueprint.maxPerIncident,
    size: blueprint.itemCount,
    meanDifficulty: blueprint.meanDifficulty ?? null,
  };
}

/** The problem without one of its demands. */
export function without(problem: Problem, constraint: Constraint): Problem {
  const free = { min: 0, max: problem.size };
  switch (constraint) {
    case 'enemies':
      return { ...problem, entries: problem.entries.map((entry) => ({ ...entry, enemies: new Set() })) };
    case 'incidents':
      return { ...problem, maxPerIncident: problem.size };
    case 'levels':
      return { ...problem, levelBounds: problem.levelBounds.map(() => free) };
    case 'scenario-share':
      return { ...problem, scenarioBounds: free };
    case 'testlet-size':
      return { ...problem, minTestletSize: 1 };
    case 'difficulty':
      return { ...problem, meanDifficulty: null };
  }
}

/** Enemies by id, both ways even where only one item names the other. */
export function enemiesIn(
  items: readonly Pick<EligibleItem, 'id' | 'enemies'>[],
): ReadonlyMap<string, ReadonlySet<string>> {
  const enemies = new Map(items.map(({ id, enemies: named }) => [id, new Set(named)]));
  for (const { id, enemies: named } of items) for (const other of named) enemies.get(other)?.add(id);
  return enemies;
}

/** Code-unit order: the same on every machine, whatever its language. */
export function compareIds(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export function countBounds(
  share: { readonly min?: number | undefined; readonly max?: number | undefined } | undefined,
  size: number,
): CountBounds {
  return {
    min: Math.ceil((share?.min ?? 0) * size - shareEpsilon),
    max: Math.floor((share?.max ?? 1) * size + shareEpsilon),
  };
}

function countsOf(ids: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
}
