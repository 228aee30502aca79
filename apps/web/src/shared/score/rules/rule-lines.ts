import type {
  CandidateInteraction,
  ProcessingExplanation,
  RuleAtom,
  RuleStep,
  RuleValue,
} from '@attest/contracts';
import { offeredIn } from '@attest/contracts/offered-choices';
import { letterOf } from '../../item/letters.ts';
import { shortText } from '../score-terms.ts';

type Reason = Extract<RuleStep, { kind: 'set' }>['reasons'][number];

/** How texts and numbers are written, handed in by the component. */
export interface Wording {
  readonly say: (key: string, values?: Record<string, string>) => string;
  readonly number: (value: number) => string;
}

export interface RuleLine {
  readonly text: string;
  readonly reasons: readonly { readonly depth: number; readonly text: string }[];
}

/** What the rules of a question did, a line a step, with the reasons behind it. */
export function ruleLines(
  { steps }: ProcessingExplanation,
  interactions: readonly CandidateInteraction[],
  wording: Wording,
): RuleLine[] {
  const shown = (value: RuleValue | null) => sayValue(value, interactions, wording);
  const named = (name: string) => sayVariable(name, interactions, wording);
  return steps.map((step) => ({
    text: sayStep(step, { shown, named }, wording),
    reasons:
      step.kind === 'exit'
        ? []
        : step.reasons.map((reason) => ({
            depth: reason.depth,
            text: sayReason(reason, { shown, named }, wording),
          })),
  }));
}

interface Names {
  readonly shown: (value: RuleValue | null) => string;
  readonly named: (variable: string) => string;
}

function sayStep(step: RuleStep, { shown, named }: Names, { say }: Wording): string {
  const { place } = step;
  if (step.kind === 'exit') return say('score.rules.step.exit', { place });
  if (step.kind === 'set')
    return say('score.rules.step.set', { place, outcome: named(step.outcome), value: shown(step.value) });
  if (step.branch === 'else') return say('score.rules.step.otherwise', { place });
  if (step.result === null) return say('score.rules.step.undecided', { place });
  return say(step.isTaken ? 'score.rules.step.taken' : 'score.rules.step.passed', { place });
}

function sayReason({ operator, name, value }: Reason, { shown, named }: Names, { say }: Wording): string {
  const what = say(`score.rules.operator.${operator}`, { name: name === null ? '' : named(name) });
  return say('score.rules.because', { what, value: shown(value) });
}

/** What QTI has in every item without being declared. */
const builtIn = ['SCORE', 'MAXSCORE', 'numAttempts', 'duration', 'completionStatus'];

/** A part of the question by its number, what every item has by its word, the author's own variables by their names. */
function sayVariable(name: string, interactions: readonly CandidateInteraction[], { say }: Wording): string {
  const part = interactions.findIndex(({ responseVariable }) => responseVariable === name);
  if (part !== -1 && interactions.length === 1) return say('score.rules.variable.answer');
  if (part !== -1) return say('score.rules.variable.part', { n: String(part + 1) });
  return builtIn.includes(name) ? say(`score.rules.variable.${name}`) : name;
}

function sayValue(
  value: RuleValue | null,
  interactions: readonly CandidateInteraction[],
  wording: Wording,
): string {
  if (value === null) return wording.say('score.rules.nothing');
  const separator = value.cardinality === 'ordered' ? ' → ' : ', ';
  return value.values.map((atom) => sayAtom(atom, interactions, wording)).join(separator);
}

function sayAtom(
  atom: RuleAtom,
  interactions: readonly CandidateInteraction[],
  { say, number }: Wording,
): string {
  if (typeof atom === 'boolean') return say(atom ? 'score.rules.yes' : 'score.rules.no');
  const one = (part: string | number) =>
    typeof part === 'number' ? number(part) : nameOf(part, interactions);
  return typeof atom === 'object' ? atom.map(one).join(' – ') : one(atom);
}

/** An option by its letter, anything else that the question shows by its first words. */
function nameOf(id: string, interactions: readonly CandidateInteraction[]): string {
  for (const interaction of interactions) {
    if (interaction.kind === 'choice') {
      const index = interaction.choices.findIndex((choice) => choice.id === id);
      if (index !== -1) return letterOf(index);
    }
    const shown = offeredIn(interaction).find((entry) => entry.id === id);
    if (shown !== undefined) return shortText(shown.text);
  }
  return id;
}
