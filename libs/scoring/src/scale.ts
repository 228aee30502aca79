/**
 * The reporting scale: 200 at no points, 500 at the cut, 800 at the maximum, straight lines between.
 * Two forms with different raw cuts then ask for the same ability.
 */
export const scale = { lowest: 200, cut: 500, highest: 800 } as const;

/** Raw scores are sums of fractions; a score this close to the cut has reached it. */
export const rawEpsilon = 1e-9;

export interface RawScore {
  readonly rawScore: number;
  readonly rawCut: number;
  /** Number of scored items, each worth at most 1. */
  readonly maximumRawScore: number;
}

/** The decision, on the unrounded raw score. A form without scored items passes nobody. */
export function decide({ rawScore, rawCut, maximumRawScore }: RawScore): 'pass' | 'fail' {
  return maximumRawScore > 0 && rawScore >= rawCut - rawEpsilon ? 'pass' : 'fail';
}

/** The scaled score as reported: whole, at least 500 with a pass, at most 499 without. */
export function scaleScore(raw: RawScore): number {
  const rounded = Math.round(unroundedScaledScore(raw));
  return decide(raw) === 'pass' ? Math.max(scale.cut, rounded) : Math.min(scale.cut - 1, rounded);
}

/** The position on the scale before rounding. A cut at 0 or at the maximum leaves one line of the two. */
export function unroundedScaledScore(raw: RawScore): number {
  const { rawScore, rawCut, maximumRawScore } = raw;
  if (maximumRawScore <= 0) return scale.lowest;
  const within = Math.min(Math.max(rawScore, 0), maximumRawScore);
  if (within >= maximumRawScore && decide(raw) === 'pass') return scale.highest;
  return decide(raw) === 'pass'
    ? scale.cut + (within - rawCut) * slopeAbove(raw)
    : scale.lowest + within * slopeBelow(raw);
}

/**
 * Standard error of measurement in scaled points: the binomial conditional error of the raw score,
 * sqrt(x(k − x)/(k − 1)), times the slope of the scale where the score lies.
 *
 * @returns null with fewer than two scored items, where it is not defined
 * @see Lord (1955), Educational and Psychological Measurement 15(4), 325–336
 */
export function standardError(raw: RawScore): number | null {
  const { rawScore, maximumRawScore: k } = raw;
  if (k < 2) return null;
  const x = Math.min(Math.max(rawScore, 0), k);
  const slope = decide(raw) === 'pass' ? slopeAbove(raw) : slopeBelow(raw);
  return Math.sqrt((x * (k - x)) / (k - 1)) * slope;
}

/** The scaled score ± 1 standard error, unrounded, within the scale; all of it where the error is unknown. */
export function likelyRange(raw: RawScore): { readonly low: number; readonly high: number } {
  const error = standardError(raw);
  if (error === null) return { low: scale.lowest, high: scale.highest };
  const at = unroundedScaledScore(raw);
  return { low: Math.max(scale.lowest, at - error), high: Math.min(scale.highest, at + error) };
}

function slopeBelow({ rawCut, maximumRawScore }: RawScore): number {
  const cut = Math.min(rawCut, maximumRawScore);
  return cut > 0 ? (scale.cut - scale.lowest) / cut : 0;
}

function slopeAbove({ rawCut, maximumRawScore }: RawScore): number {
  const room = maximumRawScore - Math.max(0, rawCut);
  return room > rawEpsilon ? (scale.highest - scale.cut) / room : 0;
}
