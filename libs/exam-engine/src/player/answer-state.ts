import type { CandidateInteraction, ResponsePart, ResponseValue } from '@attest/contracts';

export type AnswerState = 'none' | 'partly' | 'answered';

/** Whether an item is answered: each interaction fully, or something entered, or nothing. */
export function answerState(
  interactions: readonly CandidateInteraction[],
  value: ResponseValue | null,
): AnswerState {
  const states = interactions.map((interaction) => {
    const part = value?.[interaction.responseVariable] ?? null;
    return part === null ? 'none' : partState(interaction, part);
  });
  if (states.length > 0 && states.every((state) => state === 'answered')) return 'answered';
  return states.every((state) => state === 'none') ? 'none' : 'partly';
}

function partState(interaction: CandidateInteraction, part: ResponsePart): AnswerState {
  const entered = enteredCount(part);
  if (entered === 0) return 'none';
  return entered >= neededCount(interaction) ? 'answered' : 'partly';
}

/** True when a part holds nothing; such a part is saved as null. */
export function isEmptyPart(part: ResponsePart): boolean {
  return enteredCount(part) === 0;
}

function enteredCount(part: ResponsePart): number {
  switch (part.kind) {
    case 'choice':
    case 'spans':
    case 'places':
      return part.selected.length;
    case 'order':
      return part.order.length;
    case 'match':
      return part.pairs.length;
    case 'matrix':
      return part.cells.length;
    case 'inline':
      return Object.keys(part.blanks).length;
    case 'text':
    case 'number':
      return part.text.trim() === '' ? 0 : 1;
  }
}

function neededCount(interaction: CandidateInteraction): number {
  switch (interaction.kind) {
    case 'choice':
      return neededChoices(interaction, interaction.choices.length);
    case 'spans':
      return neededChoices(interaction, interaction.spans.length);
    case 'places':
      return neededChoices(interaction, interaction.places.length);
    case 'order':
      return interaction.choices.length;
    case 'match':
      return interaction.premises.length;
    case 'matrix':
      return interaction.rows.length;
    case 'inline':
      return interaction.blanks.length;
    case 'text':
    case 'number':
      return 1;
  }
}

/** "Choose two" needs two; where everything may be chosen, one choice is an answer. */
function neededChoices(bounds: { minChoices: number; maxChoices: number }, offered: number): number {
  if (bounds.minChoices > 0) return bounds.minChoices;
  return bounds.maxChoices < offered ? Math.max(1, bounds.maxChoices) : 1;
}
