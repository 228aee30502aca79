import type { CognitiveLevel } from '@attest/contracts';
import type { FormBlueprint } from '../assembly/blueprint.ts';
import { countBounds, levels } from '../assembly/problem.ts';

/** What no bank could satisfy. Counts are items of one form. */
export type Contradiction =
  | { readonly kind: 'domain-counts'; readonly sum: number; readonly itemCount: number }
  /** No whole number of items lies within the bounds of this level. */
  | {
      readonly kind: 'level-bounds';
      readonly level: CognitiveLevel;
      readonly least: number;
      readonly most: number;
    }
  | { readonly kind: 'levels-ask-too-much'; readonly sum: number; readonly itemCount: number }
  | { readonly kind: 'levels-allow-too-little'; readonly sum: number; readonly itemCount: number };

/** Where a blueprint contradicts itself, before any bank is looked at. */
export function contradictionsOf(blueprint: FormBlueprint): Contradiction[] {
  const { itemCount } = blueprint;
  const inDomains = sumOf(Object.values(blueprint.domains));
  const bounds = levels.map((level) => ({ level, ...countBounds(blueprint.levels[level], itemCount) }));
  const least = sumOf(bounds.map(({ min }) => min));
  const most = sumOf(bounds.map(({ max }) => max));
  const crossed = bounds.filter(({ min, max }) => min > max);
  const found: Contradiction[] = crossed.map(({ level, min, max }) => ({
    kind: 'level-bounds',
    level,
    least: min,
    most: max,
  }));
  if (inDomains !== itemCount) found.push({ kind: 'domain-counts', sum: inDomains, itemCount });
  if (crossed.length > 0) return found;
  if (least > itemCount) found.push({ kind: 'levels-ask-too-much', sum: least, itemCount });
  if (most < itemCount) found.push({ kind: 'levels-allow-too-little', sum: most, itemCount });
  return found;
}

function sumOf(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}
