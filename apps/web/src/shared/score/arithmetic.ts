import type { ScoreExplanation } from '@attest/contracts';

/** What kind of sum led to the points; each is worded in its own way. */
export type SumKind = 'whole' | 'parts' | 'plusMinus' | 'pairs' | 'weights';

export interface Arithmetic {
  readonly kind: SumKind;
  readonly hits: number;
  readonly wrong: number;
  /** What counts when a bound was met, with the side it lies on. */
  readonly bound: { readonly side: 'floor' | 'ceiling'; readonly counted: number } | null;
}

/** What fractions miss a whole number by. */
const epsilon = 1e-9;

/** What the arithmetic of an explanation consists of: counts, and whether a bound was met. */
export function arithmeticOf(explanation: ScoreExplanation): Arithmetic {
  const count = (outcome: 'hit' | 'wrong') =>
    explanation.terms.filter((term) => term.outcome === outcome).length;
  return {
    kind: kindOf(explanation),
    hits: count('hit'),
    wrong: count('wrong'),
    bound: boundOf(explanation),
  };
}

function kindOf({ scheme, terms }: ScoreExplanation): SumKind {
  if (scheme === 'map') return 'weights';
  if (scheme === 'adjacent-pairs') return 'pairs';
  if (scheme === 'all-or-nothing' || scheme === 'rubric') return 'whole';
  return terms.some(({ value }) => value < 0) ? 'plusMinus' : 'parts';
}

function boundOf({ total, points, possible }: ScoreExplanation): Arithmetic['bound'] {
  const counted = points * possible;
  if (Math.abs(counted - total) < epsilon) return null;
  return { side: counted > total ? 'floor' : 'ceiling', counted };
}
