import type { ProcessingExplanation, ResponseValue, ScoreExplanation } from '@attest/contracts';
import type { ItemKey } from '@attest/item-bank';
import { isAnswered } from './answered.ts';
import { compareText } from './parts.ts';
import { processTemplate, schemeUnder } from './process-templates.ts';
import { processRules } from './rules/process-rules.ts';
import type { Sitting } from './rules/process-rules.ts';
import { scoreVariable, type VariableScore } from './schemes.ts';

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
  /** One a response variable, by its name; none where rules score the item. */
  readonly explanations: readonly ScoreExplanation[];
  /** How the variables came together; null where they are simply weighed. */
  readonly processing: ProcessingExplanation | null;
}

/**
 * Scores one response against its key, in bank ids. Never throws: whatever does not fit the item earns nothing.
 * Variables marked by rubric are left out, and their weight falls to the others.
 *
 * @param sitting what rules may ask for beside the response; without it the time spent is unknown
 */
export function scoreItem(
  key: ItemKey,
  value: ResponseValue | null,
  sitting: Sitting | null = null,
): ItemScore {
  const scores = scoreVariables(key, value);
  const scored = scores.filter(({ scheme }) => scheme !== 'rubric');
  const processing = process(key, value, scored, sitting);
  const points = clean(processing === null ? weighed(key, scored) : processing.points);
  return {
    points,
    verdict: verdictOf(points),
    isAnswered: isAnswered(value),
    isScored: isScorable(key),
    explanations: scores.map((score) => ({
      ...score,
      share: processing === null ? shareOf(key, score, scored) : null,
    })),
    processing,
  };
}

/** True when a machine scores the item, or at least one of its response variables. */
export function isScorable({ processing, variables }: ItemKey): boolean {
  return processing?.template === 'rules' || variables.some(({ scheme }) => scheme.name !== 'rubric');
}

/** Rules read the variables themselves; their schemes say nothing then. */
function scoreVariables({ processing, variables }: ItemKey, value: ResponseValue | null): VariableScore[] {
  if (processing?.template === 'rules') return [];
  return variables
    .toSorted((a, b) => compareText(a.responseVariable, b.responseVariable))
    .map((variable) =>
      scoreVariable(schemeUnder(processing, variable), partOf(value, variable.responseVariable)),
    );
}

function process(
  key: ItemKey,
  value: ResponseValue | null,
  scored: readonly VariableScore[],
  sitting: Sitting | null,
): ProcessingExplanation | null {
  if (key.processing === undefined) return null;
  if (key.processing.template === 'rules') return processRules(key, key.processing, value, sitting);
  return processTemplate(key.processing, scored, key.variables);
}

function weighed(key: ItemKey, scored: readonly VariableScore[]): number {
  const weights = totalWeight(key, scored);
  const earned = scored.reduce(
    (sum, { responseVariable, points }) => sum + weightIn(key, responseVariable) * points,
    0,
  );
  return weights > 0 ? earned / weights : 0;
}

/** What a variable is worth among those that are scored; what a person marks has no share. */
function shareOf(
  key: ItemKey,
  { responseVariable, scheme }: VariableScore,
  scored: readonly VariableScore[],
): number | null {
  if (scheme === 'rubric') return null;
  const weights = totalWeight(key, scored);
  return weights > 0 ? weightIn(key, responseVariable) / weights : 0;
}

function totalWeight(key: ItemKey, scored: readonly VariableScore[]): number {
  return scored.reduce((sum, { responseVariable }) => sum + weightIn(key, responseVariable), 0);
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
