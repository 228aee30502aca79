import { assembleForm } from '../assembly.ts';
import type { FeasibilityInput } from '../feasibility.ts';
import { offeredItems } from './usable.ts';

/** What a number of draws showed. It proves that there are so many forms at least, never that there are no more. */
export interface DistinctForms {
  readonly draws: number;
  /** Forms that differ in at least one item. */
  readonly distinct: number;
  /** Items that two of the forms share, on average and at most; null with fewer than two forms. */
  readonly shared: { readonly mean: number; readonly most: number } | null;
  /** Different items seen in all of them. */
  readonly itemsSeen: number;
}

/**
 * Draws a form with another seed at each step, and tells what is known so far. Whoever asks decides how many
 * draws there is time for.
 */
export function* distinctForms(input: FeasibilityInput): Generator<DistinctForms, never> {
  const bank = offeredItems(input.bank);
  const forms = new Map<string, ReadonlySet<string>>();
  for (let draws = 1; ; draws += 1) {
    const assembly = assembleForm({ ...input, bank, seed: `distinct ${String(draws)}` });
    if (assembly.ok) {
      const ids = assembly.items.map(({ id }) => id).toSorted();
      forms.set(ids.join(' '), new Set(ids));
    }
    yield told(draws, [...forms.values()]);
  }
}

function told(draws: number, forms: readonly ReadonlySet<string>[]): DistinctForms {
  const shared = forms.flatMap((one, at) => forms.slice(at + 1).map((other) => sharedBy(one, other)));
  return {
    draws,
    distinct: forms.length,
    shared:
      shared.length === 0
        ? null
        : { mean: shared.reduce((sum, each) => sum + each, 0) / shared.length, most: Math.max(...shared) },
    itemsSeen: new Set(forms.flatMap((form) => [...form])).size,
  };
}

function sharedBy(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  return [...one].filter((id) => other.has(id)).length;
}
