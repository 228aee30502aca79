import type { RuleStep } from '@attest/contracts';
import type { Rule } from '@attest/item-bank';
import { evaluate } from './evaluate.ts';
import type { Scope } from './evaluate.ts';
import { numberOf, single, truthOf } from './rule-values.ts';
import type { Value } from './rule-values.ts';

/** Outcome variables that a rule may set, with their types. */
export type Targets = ReadonlyMap<string, { readonly type: string }>;

interface Run {
  readonly scope: Scope;
  readonly variables: Map<string, Value>;
  readonly targets: Targets;
  readonly steps: RuleStep[];
}

/** Runs rules in order and says what each did. `variables` holds the outcomes afterwards. */
export function runRules(
  rules: readonly Rule[],
  scope: Omit<Scope, 'variables'>,
  variables: Map<string, Value>,
  targets: Targets,
): RuleStep[] {
  const steps: RuleStep[] = [];
  runAll(rules, '', { scope: { ...scope, variables }, variables, targets, steps });
  return steps;
}

/** @returns false when processing has ended */
function runAll(rules: readonly Rule[], within: string, run: Run): boolean {
  return rules.every((rule, at) => runOne(rule, `${within}${String(at + 1)}`, run));
}

function runOne(rule: Rule, place: string, run: Run): boolean {
  switch (rule.rule) {
    case 'exit':
      run.steps.push({ kind: 'exit', place });
      return false;
    case 'set': {
      const { value: given, reasons } = evaluate(rule.to, run.scope, place);
      const value = suited(given, run.targets.get(rule.outcome)?.type);
      run.variables.set(rule.outcome, value);
      run.steps.push({ kind: 'set', place, outcome: rule.outcome, value, reasons });
      return true;
    }
    case 'condition':
      return runCondition(rule, place, run);
  }
}

/** NULL is not true: the branch is passed over. */
function runCondition(rule: Extract<Rule, { rule: 'condition' }>, place: string, run: Run): boolean {
  for (const [at, { when, then }] of rule.branches.entries()) {
    const branchPlace = `${place}.${String(at + 1)}`;
    const { value, reasons } = evaluate(when, run.scope, branchPlace);
    const result = truthOf(value);
    const branch = at === 0 ? 'if' : 'else-if';
    run.steps.push({ kind: 'branch', place: branchPlace, branch, result, isTaken: result === true, reasons });
    if (result === true) return runAll(then, `${branchPlace}.`, run);
  }
  if (rule.else.length === 0) return true;
  const elsePlace = `${place}.${String(rule.branches.length + 1)}`;
  run.steps.push({
    kind: 'branch',
    place: elsePlace,
    branch: 'else',
    result: null,
    isTaken: true,
    reasons: [],
  });
  return runAll(rule.else, `${elsePlace}.`, run);
}

/** A whole number becomes the float that the outcome is. */
function suited(value: Value, type: string | undefined): Value {
  const given = numberOf(value);
  if (type !== 'float' || given === null || value?.cardinality !== 'single') return value;
  return single('float', given);
}
