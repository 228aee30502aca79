import type { Draw } from '../draws.ts';
import { shuffled } from '../draws.ts';
import type { CountBounds, Entry, Problem } from './problem.ts';
import { isWithin, meanDifficultyOf } from './search.ts';

/**
 * Brings the mean expected difficulty into bounds by swapping items for others of the same domain,
 * level and scenario, as far as that goes. All other demands stay met.
 */
export function improve(
  problem: Problem,
  picked: readonly Entry[],
  bounds: CountBounds,
  draw: Draw,
): readonly Entry[] {
  let form = picked;
  while (!isWithin(meanDifficultyOf(form), bounds)) {
    const better = betterForm(problem, form, bounds, draw);
    if (better === null) return form;
    form = better;
  }
  return form;
}

function betterForm(
  problem: Problem,
  form: readonly Entry[],
  bounds: CountBounds,
  draw: Draw,
): Entry[] | null {
  const mean = meanDifficultyOf(form);
  const isTooLow = mean < bounds.min;
  const taken = new Set(form.map(({ id }) => id));
  const spare = problem.entries.filter(({ id }) => !taken.has(id));
  for (const entry of shuffled(form, draw)) {
    const swaps = spare.filter((other) => {
      const gain = other.difficulty - entry.difficulty;
      return (
        isTooLow === gain > 0 && gain !== 0 && mayReplace(entry, other) && !isPast(mean + gain / form.length)
      );
    });
    if (swaps.length === 0) continue;
    const rest = form.filter(({ id }) => id !== entry.id);
    const fitting = swaps.filter((other) => goesWith(problem, rest, other));
    const swap = fitting[draw(fitting.length)];
    if (swap !== undefined) return [...rest, swap];
  }
  return null;

  /** A swap that jumps over the bounds would be swapped back for ever. */
  function isPast(after: number): boolean {
    return isTooLow ? after > bounds.max : after < bounds.min;
  }
}

function mayReplace(entry: Entry, other: Entry): boolean {
  return other.domain === entry.domain && other.level === entry.level && other.group === entry.group;
}

function goesWith({ maxPerIncident }: Problem, rest: readonly Entry[], entry: Entry): boolean {
  const isIncidentFree = (incident: string) =>
    rest.filter(({ incidents }) => incidents.includes(incident)).length < maxPerIncident;
  return !rest.some(({ id }) => entry.enemies.has(id)) && entry.incidents.every(isIncidentFree);
}
