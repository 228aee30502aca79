import type { CandidateInteraction, ScoreExplanation } from '@attest/contracts';
import { letterOf } from '../../../shared/item/letters.ts';
import { plainText } from '../../../shared/item/plain-text.ts';

type Named = readonly { readonly id: string; readonly text: string }[];

const longestName = 60;

/** A short name for what a term of the arithmetic is about: a letter for options, words for the rest. */
export function nameOfTerm(
  interaction: CandidateInteraction | undefined,
  term: ScoreExplanation['terms'][number],
): string {
  if (interaction?.kind === 'choice')
    return term.refs.map((id) => letterIn(interaction.choices, id)).join(', ');
  if (interaction?.kind === 'order')
    return term.refs.map((id) => textIn(interaction.choices, id)).join(' → ');
  if (interaction?.kind === 'match') return textIn(interaction.premises, term.refs[0]);
  return term.refs.join(', ');
}

function letterIn(names: Named, id: string): string {
  const index = names.findIndex((name) => name.id === id);
  return index === -1 ? id : letterOf(index);
}

function textIn(names: Named, id: string | undefined): string {
  const text = plainText(names.find((name) => name.id === id)?.text ?? '');
  return text.length <= longestName ? text : `${text.slice(0, longestName).trimEnd()}…`;
}
