/** Assembles a form to its blueprint. The same blueprint, bank, day and seed give the same form. */
import { isOnTrial, isScorable } from './assembly/blueprint.ts';
import type { AssembledItem, FormBlueprint, EligibleItem, Shortfall } from './assembly/blueprint.ts';
import { findForm } from './assembly/find.ts';
import { compareIds, enemiesIn, problemOf } from './assembly/problem.ts';
import { inSections } from './assembly/sections.ts';
import { blueprintFault, deeperShortfalls, plainShortfalls } from './assembly/shortfall.ts';
import { drawsFrom, shuffled } from './draws.ts';

export interface AssemblyInput {
  readonly blueprint: FormBlueprint;
  readonly bank: readonly EligibleItem[];
  readonly seed: string;
  /** `YYYY-MM-DD`: items whose facts ended before that day are left out. */
  readonly onDate: string;
}

export type Assembly =
  | { readonly ok: true; readonly items: readonly AssembledItem[] }
  | { readonly ok: false; readonly shortfall: readonly Shortfall[] };

/** Where a draw's scenarios do not fit the sections of its exam, another one is drawn. */
const mostDraws = 20;
const sectionsShortfall: Shortfall = {
  kind: 'sections',
  text: 'The scenarios drawn cannot be divided into the sections of the exam.',
};

/**
 * A form that meets every demand of the blueprint, or why there is none. The search is
 * complete within its steps: on banks of up to about forty items it finds a form whenever one exists; on
 * larger ones it may give up, and says so.
 */
export function assembleForm(input: AssemblyInput): Assembly {
  for (let attempt = 0; attempt < mostDraws; attempt += 1) {
    const seed = attempt === 0 ? input.seed : `${input.seed} ${String(attempt)}`;
    const assembly = draw({ ...input, seed });
    if (assembly.ok || assembly.shortfall.some(({ kind }) => kind !== 'sections')) return assembly;
  }
  return { ok: false, shortfall: [sectionsShortfall] };
}

function draw({ blueprint, bank, seed, onDate }: AssemblyInput): Assembly {
  const { pretestCount = 0 } = blueprint;
  const fault = blueprintFault(blueprint);
  if (fault !== null) return { ok: false, shortfall: [fault] };

  const problem = problemOf(
    blueprint,
    bank.filter((item) => isScorable(item, onDate)),
  );
  const plain = plainShortfalls(problem);
  if (plain.length > 0) return { ok: false, shortfall: plain };
  const found = findForm(problem, seed);
  if (found.kind !== 'found') {
    return { ok: false, shortfall: deeperShortfalls(problem, seed, found.kind === 'impossible') };
  }

  const pickedIds = new Set(found.picked.map(({ id }) => id));
  const scored = bank.filter(({ id }) => pickedIds.has(id));
  const pretest = pickPretest(
    bank.filter((item) => isOnTrial(item, onDate)),
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
  const items = arrange(scored, pretest, { seed, sections: blueprint.sections ?? [] });
  return items === null ? { ok: false, shortfall: [sectionsShortfall] } : { ok: true, items };
}

/** Items on trial that stand alone or belong to a scenario of the form, and go with what is in it. */
function pickPretest(
  onTrial: readonly EligibleItem[],
  scored: readonly EligibleItem[],
  limits: { readonly count: number; readonly maxPerIncident: number; readonly seed: string },
): EligibleItem[] {
  const scenarios = new Set(scored.map(({ stimulusId }) => stimulusId));
  const enemies = enemiesIn([...scored, ...onTrial]);
  const fitting = onTrial.filter(({ stimulusId }) => stimulusId === null || scenarios.has(stimulusId));
  const picked: EligibleItem[] = [];
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
function arrange(
  scored: readonly EligibleItem[],
  pretest: readonly EligibleItem[],
  by: { readonly seed: string; readonly sections: readonly { readonly itemCount: number }[] },
): AssembledItem[] | null {
  const onTrial = new Set(pretest.map(({ id }) => id));
  const blocks = new Map<string, EligibleItem[]>();
  for (const item of [...scored, ...pretest].toSorted(byId)) {
    const block = item.stimulusId === null ? `item ${item.id}` : `stimulus ${item.stimulusId}`;
    blocks.set(block, [...(blocks.get(block) ?? []), item]);
  }
  const mixed = shuffled([...blocks.values()], drawsFrom(['arrangement', by.seed]));
  const sizes = by.sections.map(({ itemCount }) => itemCount);
  const ordered = inSections(mixed, sizes);
  if (ordered === null) return null;
  return ordered.flat().map(({ id }, at) => ({ id, number: at + 1, isPretest: onTrial.has(id) }));
}

function pretestShortfall(needed: number, available: number): Shortfall {
  const text = `The form needs ${String(needed)} pretest items; ${String(available)} can be used.`;
  return { kind: 'pretest', needed, available, text };
}

function byId(a: EligibleItem, b: EligibleItem): number {
  return compareIds(a.id, b.id);
}
