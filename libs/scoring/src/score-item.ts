import type { ResponseValue, ScoreExplanation } from '@attest/contracts';
import type { ItemKey } from '@attest/item-bank';
import { isAnswered } from './answered.ts';
import { compareText } from './parts.ts';
import { scoreVariable } from './schemes.ts';

/** What counts as nothing or as all when points are sums of fractions. */
export const pointsEpsilon = 1e-9;

export type ItemVerdict = 'correct' | 'partly' | 'missed';

export interface ItemScore {
  /** 0..1. */
  readonly points: number;
  readonly verdict: ItemVerdict;
  readonly isAnswered: boolean;
  /** False: marked by a person against a rubric, never part of the raw score. */
  readonly isScored: boolean;
  /** One a response variable, by its name. */
  readonly explanations: readonly ScoreExplanation[];
}

/**
 * Scores one response against its key, in bank ids. Never throws: whatever does not fit the item earns nothing.
 * Variables marked by rubric are left out, and their weight falls to the others.
 */
export function scoreItem(key: ItemKey, value: ResponseValue | null): ItemScore {
  const variables = key.variables.toSorted((a, b) => compareText(a.responseVariable, b.responseVariable));
  const explanations = variables.map((variable) =>
    scoreVariable(variable, partOf(value, variable.responseVariable)),
  );
  const scored = explanations.filter(({ scheme }) => scheme !== 'rubric');
  const weightOf = ({ responseVariable }: ScoreExplanation) => weightIn(key, responseVariable);
  const weights = scored.reduce((sum, each) => sum + weightOf(each), 0);
  const earned = scored.reduce((sum, each) => sum + weightOf(each) * each.points, 0);
  const points = weights > 0 ? clean(earned / weights) : 0;
  return {
    points,
    verdict: verdictOf(points),
    isAnswered: isAnswered(value),
    isScored: scored.length > 0,
    explanations,
  };
}

/** True when a machine scores at least one response variable of the item. */
export function isScorable(key: ItemKey): boolean {
  return key.variables.some(({ scheme }) => scheme.name !== 'rubric');
}

function partOf(value: ResponseValue | null, variable: string) {
  return value !== null && Object.hasOwn(value, variable) ? (value[variable] ?? null) : null;
}

function weightIn({ weights }: ItemKey, variable: string): number {
  return Object.hasOwn(weights, variable) ? Math.max(0, weights[variable] ?? 0) : 0;
}

/** Shares like 0.3 + 0.3 + 0.4 miss 1 by the last bit; a full response is worth exactly 1. */
function clean(points: number): number {
  if (points > 1 - pointsEpsilon) return 1;
  return points < pointsEpsilon ? 0 : points;
}

function verdictOf(points: number): ItemVerdict {
  if (points === 1) return 'correct';
  return points === 0 ? 'missed' : 'partly';
}
