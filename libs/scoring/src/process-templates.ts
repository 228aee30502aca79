/** The points of an item by a template over all of its variables. */
import type { ProcessingExplanation } from '@attest/contracts';
import type { Processing, VariableKey } from '@attest/item-bank';
import type { VariableScore } from './schemes.ts';

type Template = Exclude<Processing, { template: 'rules' }>;

/** `match_correct` asks each variable for its whole key, whatever its own scheme would grant. */
export function schemeUnder(processing: Processing | undefined, variable: VariableKey): VariableKey {
  const isWhole = processing?.template === 'match_correct' && variable.scheme.name !== 'rubric';
  return isWhole ? { ...variable, scheme: { name: 'all-or-nothing' } } : variable;
}

/** @param scored the explained variables that a machine scores, under `schemeUnder` */
export function processTemplate(
  processing: Template,
  scored: readonly VariableScore[],
  variables: readonly VariableKey[],
): ProcessingExplanation {
  const { total, possible, kept } =
    processing.template === 'match_correct' ? matched(scored) : mapped(processing, scored, variables);
  const points = possible > 0 ? Math.min(1, Math.max(0, kept / possible)) : 0;
  return { template: processing.template, steps: [], outcomes: [], total, possible, points };
}

interface Sum {
  readonly total: number;
  readonly possible: number;
  readonly kept: number;
}

function matched(scored: readonly VariableScore[]): Sum {
  const isWhole = scored.length > 0 && scored.every(({ points }) => points === 1);
  return { total: isWhole ? 1 : 0, possible: 1, kept: isWhole ? 1 : 0 };
}

/** Full credit takes the upper bound, or what the keys earn together where that is less. */
function mapped(
  { lowerBound, upperBound }: Extract<Template, { template: 'map_response' }>,
  scored: readonly VariableScore[],
  variables: readonly VariableKey[],
): Sum {
  const total = scored.reduce((sum, each) => sum + boundedTotal(each, variables), 0);
  const full = scored.reduce((sum, { possible }) => sum + possible, 0);
  return {
    total,
    possible: Math.min(upperBound, full),
    kept: Math.min(Math.max(total, lowerBound), upperBound),
  };
}

function boundedTotal({ responseVariable, total }: VariableScore, variables: readonly VariableKey[]): number {
  const scheme = variables.find((variable) => variable.responseVariable === responseVariable)?.scheme;
  if (scheme?.name !== 'map') return total;
  return Math.min(Math.max(total, scheme.lowerBound), scheme.upperBound);
}
