/** Whether a bank can fill a blueprint, where it is tightest, and what to write next. */
import type { CognitiveLevel } from '@attest/contracts';
import { assembleForm } from './assembly.ts';
import type { FormBlueprint, Shortfall } from './assembly/blueprint.ts';
import { compareIds, countBounds, levels, type CountBounds } from './assembly/problem.ts';
import { contradictionsOf, type Contradiction } from './feasibility/contradictions.ts';
import { planForm } from './feasibility/plan.ts';
import { cellTarget, evenCount } from './feasibility/targets.ts';
import { offeredItems, reasonsOf, type BankedItem, type UnusableReason } from './feasibility/usable.ts';

export interface FeasibilityInput {
  readonly blueprint: FormBlueprint;
  /** All items of the certification, in whatever status. */
  readonly bank: readonly BankedItem[];
  /** `YYYY-MM-DD` */
  readonly onDate: string;
}

/** One domain at one level. */
export interface BlueprintCell {
  readonly domain: string;
  readonly level: CognitiveLevel;
  /** See `cellTarget`: what an even spread would take. */
  readonly target: CountBounds;
  /** What a form takes here if it is to need as few new items as possible. */
  readonly planned: number;
  readonly eligible: number;
  /** Of the planned ones, those that are not there. */
  readonly missing: number;
  readonly unusable: Readonly<Partial<Record<UnusableReason, number>>>;
}

/** Items to write; null where any will do. */
export interface ItemsToWrite {
  readonly domain: string | null;
  readonly level: CognitiveLevel | null;
  readonly isInScenario: boolean;
  readonly count: number;
}

export interface Feasibility {
  readonly isAssemblable: boolean;
  readonly contradictions: readonly Contradiction[];
  readonly cells: readonly BlueprintCell[];
  /** Null for a blueprint that asks for nothing. */
  readonly tightest: BlueprintCell | null;
  readonly shortfall: readonly Shortfall[];
  readonly toWrite: readonly ItemsToWrite[];
}

/** Whether there is a form depends on the bank and not on the seed, within the limits of the search. */
const seed = 'feasibility';

/**
 * Can a form be assembled, what does each cell of the grid hold, and what is missing. `isAssemblable` says the
 * same as `assembleForm`; on large banks a search may be given up, which its shortfall admits.
 */
export function judgeFeasibility(input: FeasibilityInput): Feasibility {
  const contradictions = contradictionsOf(input.blueprint);
  const cells = cellsOf(input);
  const { blueprint, bank, onDate } = input;
  const assembly = assembleForm({ blueprint, bank: offeredItems(bank), seed, onDate });
  const shortfall = assembly.ok ? [] : assembly.shortfall;
  return {
    isAssemblable: assembly.ok,
    contradictions,
    cells,
    tightest: tightestOf(cells),
    shortfall,
    toWrite: contradictions.length > 0 ? [] : toWriteOf(cells, shortfall),
  };
}

/** The grid: each domain the blueprint names at each level. */
export function cellsOf({ blueprint, bank, onDate }: FeasibilityInput): BlueprintCell[] {
  const domains = Object.keys(blueprint.domains).toSorted(compareIds);
  const reasons = reasonsOf(blueprint, bank, onDate);
  const tallies = tally(bank, reasons);
  const eligible = domains.map((domain) =>
    levels.map((level) => tallies.get(placeOf(domain, level))?.get(null) ?? 0),
  );
  const plan = planForm({
    domains: domains.map((domain) => blueprint.domains[domain] ?? 0),
    levels: levels.map((level) => countBounds(blueprint.levels[level], blueprint.itemCount)),
    supply: eligible,
    even: domains.map((domain) => levels.map((level) => evenCount(blueprint, domain, level))),
  });
  return domains.flatMap((domain, row) =>
    levels.map((level, column) => {
      const there = eligible[row]?.[column] ?? 0;
      const planned = plan[row]?.[column] ?? 0;
      const unusable = [...(tallies.get(placeOf(domain, level)) ?? [])].flatMap(([why, count]) =>
        why === null ? [] : [[why, count] as const],
      );
      return {
        domain,
        level,
        target: cellTarget(blueprint, domain, level),
        planned,
        eligible: there,
        missing: Math.max(0, planned - there),
        unusable: Object.fromEntries(unusable),
      };
    }),
  );
}

/** The cell that lacks most; where none lacks, the one with the fewest to spare. */
function tightestOf(cells: readonly BlueprintCell[]): BlueprintCell | null {
  const spare = ({ eligible, planned }: BlueprintCell) => eligible - planned;
  const ratio = ({ eligible, planned }: BlueprintCell) => eligible / planned;
  const asked = cells.filter(({ planned }) => planned > 0);
  const sorted = asked.toSorted(
    (a, b) => b.missing - a.missing || spare(a) - spare(b) || ratio(a) - ratio(b),
  );
  return sorted[0] ?? null;
}

function toWriteOf(cells: readonly BlueprintCell[], shortfall: readonly Shortfall[]): ItemsToWrite[] {
  const missing = cells.filter((cell) => cell.missing > 0);
  const inScenarios = shortfall.flatMap((each) =>
    each.kind === 'scenario'
      ? [{ domain: null, level: null, isInScenario: true, count: each.needed - each.available }]
      : [],
  );
  if (missing.length > 0) {
    const plain = missing.map(({ domain, level, missing: count }) => ({
      domain,
      level,
      isInScenario: false,
      count,
    }));
    return [...plain, ...inScenarios];
  }
  // Enough in each cell, but not together: items that exclude each other, incidents told too often.
  const together = shortfall.flatMap((each) =>
    each.kind === 'domain'
      ? [{ domain: each.domain, level: null, isInScenario: false, count: each.needed - each.available }]
      : [],
  );
  return [...together, ...inScenarios];
}

type Tally = Map<UnusableReason | null, number>;

function tally(
  bank: readonly BankedItem[],
  reasons: ReadonlyMap<string, UnusableReason | null>,
): ReadonlyMap<string, Tally> {
  const tallies = new Map<string, Tally>();
  for (const { id, domain, cognitiveLevel } of bank) {
    const place = placeOf(domain, cognitiveLevel);
    const counts = tallies.get(place) ?? new Map<UnusableReason | null, number>();
    const reason = reasons.get(id) ?? null;
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
    tallies.set(place, counts);
  }
  return tallies;
}

function placeOf(domain: string, level: CognitiveLevel): string {
  return `${domain} ${level}`;
}
