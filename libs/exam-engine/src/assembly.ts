/** Assembles a form to its blueprint. The same blueprint, pool, day and seed give the same form. */
import { isOnTrial, isScorable } from './assembly/blueprint.ts';
import type { AssembledItem, FormBlueprint, PoolItem, Shortfall } from './assembly/blueprint.ts';
import { findForm } from './assembly/find.ts';
import { compareIds, enemiesIn, problemOf } from './assembly/problem.ts';
import { blueprintFault, deeperShortfalls, plainShortfalls } from './assembly/shortfall.ts';
import { drawsFrom, shuffled } from './draws.ts';

export interface AssemblyInput {
  readonly blueprint: FormBlueprint;
  readonly pool: readonly PoolItem[];
  readonly seed: string;
  /** `YYYY-MM-DD`: items whose facts ended before that day are left out. */
  readonly onDate: string;
  /** Unscored items mixed in beside the blueprint's; none unless given. */
  readonly pretestCount?: number;
}

export type Assembly =
  | { readonly ok: true; readonly items: readonly AssembledItem[] }
  | { readonly ok: false; readonly shortfall: readonly Shortfall[] };

/**
 * A form that meets every demand of the blueprint, or why there is none. The search is
 * complete within its steps: on pools of up to about forty items it finds a form whenever one exists; on
 * larger ones it may give up, and says so.
 */
export function assembleForm({ blueprint, pool, seed, onDate, pretestCount = 0 }: AssemblyInput): Assembly {
  const fault = blueprintFault(blueprint);
  if (fault !== null) return { ok: false, shortfall: [fault] };

  const problem = problemOf(
    blueprint,
    pool.filter((item) => isScorable(item, onDate)),
  );
  const plain = plainShortfalls(problem);
  if (plain.length > 0) return { ok: false, shortfall: plain };
  const found = findForm(problem, seed);
  if (found.kind !== 'found') {
    return { ok: false, shortfall: deeperShortfalls(problem, seed, found.kind === 'impossible') };
  }

  const pickedIds = new Set(found.picked.map(({ id }) => id));
  const scored = pool.filter(({ id }) => pickedIds.has(id));
  const pretest = pickPretest(
    pool.filter((item) => isOnTrial(item, onDate)),
    scored,
    {
      count: pretestCount,
      maxPerIncident: blueprint.maxPerIncident,
      seed,
    },
  );
  if (pretest.length < pretestCount) {
    return { ok: false, shortfall: [pretestShortfall(pretestCount, pretest.length)] };
  }
  return { ok: true, items: arrange(scored, pretest, seed) };
}

/** Items on trial that stand alone or belong to a scenario of the form, and go with what is in it. */
function pickPretest(
  onTrial: readonly PoolItem[],
  scored: readonly PoolItem[],
  limits: { readonly count: number; readonly maxPerIncident: number; readonly seed: string },
): PoolItem[] {
  const scenarios = new Set(scored.map(({ stimulusId }) => stimulusId));
  const enemies = enemiesIn([...scored, ...onTrial]);
  const fitting = onTrial.filter(({ stimulusId }) => stimulusId === null || scenarios.has(stimulusId));
  const picked: PoolItem[] = [];
  for (const item of shuffled(fitting.toSorted(byId), drawsFrom(['pretest', limits.seed]))) {
    const form = [...scored, ...picked];
    const isFree = !form.some(({ id }) => enemies.get(item.id)?.has(id));
    const isRoom = item.incidents.every(
      (incident) =>
        form.filter(({ incidents }) => incidents.includes(incident)).length < limits.maxPerIncident,
    );
    if (picked.length < limits.count && isFree && isRoom) picked.push(item);
  }
  return picked;
}

/** The items of a scenario stand together in bank order (by id); scenarios and single items are mixed. */
function arrange(scored: readonly PoolItem[], pretest: readonly PoolItem[], seed: string): AssembledItem[] {
  const onTrial = new Set(pretest.map(({ id }) => id));
  const blocks = new Map<string, PoolItem[]>();
  for (const item of [...scored, ...pretest].toSorted(byId)) {
    const block = item.stimulusId === null ? `item ${item.id}` : `stimulus ${item.stimulusId}`;
    blocks.set(block, [...(blocks.get(block) ?? []), item]);
  }
  return shuffled([...blocks.values()], drawsFrom(['arrangement', seed]))
    .flat()
    .map(({ id }, at) => ({ id, number: at + 1, isPretest: onTrial.has(id) }));
}

function pretestShortfall(needed: number, available: number): Shortfall {
  const text = `The form needs ${String(needed)} pretest items; ${String(available)} can be used.`;
  return { kind: 'pretest', needed, available, text };
}

function byId(a: PoolItem, b: PoolItem): number {
  return compareIds(a.id, b.id);
}
