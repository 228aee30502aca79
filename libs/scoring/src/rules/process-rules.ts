/** The points of an item by its rules, with everything the rules did. */
import type { ProcessingExplanation, ResponseValue } from '@attest/contracts';
import { scoreOutcome, withScore } from '@attest/item-bank';
import type { ItemKey, OutcomeDeclaration, RuleSet } from '@attest/item-bank';
import { isAnswered } from '../answered.ts';
import { distinct } from '../parts.ts';
import { valueOfKey, valueOfResponse } from './response-values.ts';
import { numberOf, single } from './rule-values.ts';
import type { Value } from './rule-values.ts';
import { runRules } from './run-rules.ts';
import type { Targets } from './run-rules.ts';

/** What a rule may ask for beside the response. */
export interface Sitting {
  readonly sessionId: string;
  /** Position in the form, from 1. */
  readonly itemNumber: number;
  readonly secondsSpent: number | null;
}

/** Nothing entered earns nothing, whatever the rules would say; they are not run then. */
export function processRules(
  key: ItemKey,
  set: RuleSet,
  value: ResponseValue | null,
  sitting: Sitting | null,
): ProcessingExplanation {
  const declared = new Map(Object.entries(withScore(set.outcomes)));
  const targets: Targets = new Map<string, { readonly type: string }>([
    ...declared,
    ['completionStatus', { type: 'identifier' }],
  ]);
  const hasResponse = isAnswered(value);
  const variables = startOf(declared, hasResponse, sitting);
  const held = (name: string) => key.variables.find(({ responseVariable }) => responseVariable === name);
  for (const [name, type] of Object.entries(set.responses)) {
    const part = value !== null && Object.hasOwn(value, name) ? (value[name] ?? null) : null;
    const correct = held(name)?.correct;
    variables.set(name, correct === undefined ? null : valueOfResponse(correct, part, type));
  }
  const correctOf = (name: string): Value => {
    const correct = held(name)?.correct;
    const type = Object.hasOwn(set.responses, name) ? set.responses[name] : undefined;
    return correct === undefined || type === undefined ? null : valueOfKey(correct, type);
  };
  const seed = sitting === null ? [] : [sitting.sessionId, sitting.itemNumber];
  const scope = { correctOf, responses: set.responses, seed };
  const steps = hasResponse ? runRules(set.rules, scope, variables, targets) : [];
  const total = hasResponse ? (numberOf(variables.get(scoreOutcome) ?? null) ?? 0) : 0;
  return {
    template: 'rules',
    steps,
    outcomes: distinct([...targets.keys()]).map((name) => ({ name, value: variables.get(name) ?? null })),
    total,
    possible: set.maximum,
    points: set.maximum > 0 ? Math.min(1, Math.max(0, total / set.maximum)) : 0,
  };
}

function startOf(
  outcomes: ReadonlyMap<string, OutcomeDeclaration>,
  hasResponse: boolean,
  sitting: Sitting | null,
): Map<string, Value> {
  const secondsSpent = sitting?.secondsSpent ?? null;
  return new Map<string, Value>([
    ...[...outcomes].map(([name, outcome]): [string, Value] => [name, startingValue(outcome)]),
    ['numAttempts', single('integer', hasResponse ? 1 : 0)],
    ['duration', secondsSpent === null ? null : single('float', secondsSpent)],
    ['completionStatus', single('identifier', hasResponse ? 'unknown' : 'not_attempted')],
  ]);
}

function startingValue({ type, cardinality, default: values }: OutcomeDeclaration): Value {
  if (values !== null) return { baseType: type, cardinality, values: [...values] };
  const startsAtZero = cardinality === 'single' && (type === 'integer' || type === 'float');
  return startsAtZero ? single(type, 0) : null;
}
