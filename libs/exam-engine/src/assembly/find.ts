import { drawsFrom } from '../draws.ts';
import { improve } from './improve.ts';
import type { Entry, Problem } from './problem.ts';
import { isWithin, meanDifficultyOf, search } from './search.ts';
import type { Found } from './search.ts';

/** The house's aim for the mean expected difficulty where a blueprint sets no bounds. */
const aim = { min: 0.67, max: 0.73 };

/** How long to look. Short tries find forms in large banks; the long one is complete on small ones. */
interface Effort {
  readonly shortTries: number;
  readonly longSteps: (entryCount: number) => number;
}

/** Up to this many items the long try goes through all branches that matter. */
const smallBank = 60;
const longestShortTry = 5_000;
const triesOfOneLength = 10;

export const thorough: Effort = {
  shortTries: 40,
  longSteps: (entryCount) => (entryCount <= smallBank ? 400_000 : 20_000),
};
/** For finding out what is to blame, where several problems are looked at. */
export const quick: Effort = {
  shortTries: 8,
  longSteps: (entryCount) => (entryCount <= smallBank ? 100_000 : 0),
};

/** Forms compared for the one nearest the aim. */
const mostForms = 4;

/** A form for the problem; among a few the one whose mean expected difficulty comes nearest the aim. */
export function findForm(problem: Problem, seed: string, effort: Effort = thorough): Found {
  const bounds = problem.meanDifficulty ?? aim;
  const relaxed = { ...problem, meanDifficulty: null };
  const forms: (readonly Entry[])[] = [];
  for (let attempt = 0; attempt < effort.shortTries && forms.length < mostForms; attempt += 1) {
    const draw = drawsFrom(['assembly', seed, attempt]);
    const found = search(relaxed, draw, stepsOfTry(attempt, problem.entries.length));
    if (found.kind === 'impossible') return found;
    if (found.kind === 'stopped') continue;
    const form = improve(relaxed, found.picked, bounds, draw);
    if (isWithin(meanDifficultyOf(form), bounds)) return { kind: 'found', picked: form };
    forms.push(form);
  }
  const best = forms.toSorted((a, b) => distance(a, bounds) - distance(b, bounds))[0];
  if (best !== undefined && problem.meanDifficulty === null) return { kind: 'found', picked: best };
  return search(problem, drawsFrom(['assembly', seed, 'complete']), effort.longSteps(problem.entries.length));
}

/**
 * A search that has lost its way in a large bank rarely finds it again, and another one does at once: so
 * the first tries are barely longer than the way itself, and later ones look around for longer.
 */
function stepsOfTry(attempt: number, entryCount: number): number {
  if (entryCount <= smallBank) return longestShortTry;
  const patience = 1 + Math.floor(attempt / triesOfOneLength);
  return Math.max(patience * 2 * entryCount, (patience * longestShortTry) / 4);
}

function distance(
  form: readonly Entry[],
  { min, max }: { readonly min: number; readonly max: number },
): number {
  const mean = meanDifficultyOf(form);
  return Math.max(min - mean, mean - max, 0);
}
