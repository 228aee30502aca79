import type { ProcessingExplanation, RuleAtom, RuleStep, RuleValue } from '@attest/contracts';
import type { Rename } from './present-ids.ts';

/**
 * What rules did, in the ids of the item beside it. Ids of an item are unique, so one translation serves
 * all of its variables; identifiers that are no ids, such as outcomes, stay as they are.
 */
export function renameProcessing(explanation: ProcessingExplanation, rename: Rename): ProcessingExplanation {
  return {
    ...explanation,
    steps: explanation.steps.map((step) => renameStep(step, rename)),
    outcomes: explanation.outcomes.map((outcome) => renameIn(outcome, rename)),
  };
}

function renameStep(step: RuleStep, rename: Rename): RuleStep {
  if (step.kind === 'exit') return step;
  const reasons = step.reasons.map((reason) => renameIn(reason, rename));
  return step.kind === 'set' ? { ...renameIn(step, rename), reasons } : { ...step, reasons };
}

function renameIn<Holder extends { readonly value: RuleValue | null }>(
  holder: Holder,
  rename: Rename,
): Holder {
  const { value } = holder;
  if (value === null || !['identifier', 'pair', 'directed-pair'].includes(value.baseType)) return holder;
  return { ...holder, value: { ...value, values: value.values.map((atom) => renameAtom(atom, rename)) } };
}

function renameAtom(atom: RuleAtom, rename: Rename): RuleAtom {
  if (typeof atom === 'string') return rename(atom);
  if (typeof atom !== 'object') return atom;
  const [left, right] = atom;
  return typeof left === 'string' && typeof right === 'string' ? [rename(left), rename(right)] : atom;
}
