import type { ScoredItem } from './outcome-input.ts';
import { likelyRange } from './scale.ts';
import type { RawScore } from './scale.ts';

/** Raw score, raw cut and maximum of scored items in order of their numbers. */
export function rawScoreOf(items: readonly ScoredItem[], studyRawCut: number | null): RawScore {
  return {
    rawScore: items.reduce((sum, { score }) => sum + score.points, 0),
    rawCut: studyRawCut ?? items.reduce((sum, { expectedDifficulty }) => sum + expectedDifficulty, 0),
    maximumRawScore: items.length,
  };
}

/** Whole scaled points, outwards, so that the shown range never promises more precision. */
export function roundedRange(raw: RawScore): { low: number; high: number } {
  const { low, high } = likelyRange(raw);
  return { low: Math.floor(low), high: Math.ceil(high) };
}
