import type { CandidateInteraction, ScoreExplanation } from '@attest/contracts';
import { offeredIn } from '@attest/contracts/offered-choices';
import { letterOf } from '../item/letters.ts';
import { plainText } from '../item/plain-text.ts';

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
  if (interaction?.kind === 'matrix') return textIn(interaction.rows, term.refs[0]);
  const offered = interaction === undefined ? [] : offeredIn(interaction);
  // A blank has no words of its own; the choice in it has.
  const refs = interaction?.kind === 'inline' ? term.refs.slice(1) : term.refs;
  return refs.map((id) => textIn(offered, id) || id).join(', ');
}

function letterIn(names: Named, id: string): string {
  const index = names.findIndex((name) => name.id === id);
  return index === -1 ? id : letterOf(index);
}

function textIn(names: Named, id: string | undefined): string {
  return shortText(names.find((name) => name.id === id)?.text ?? '');
}

/** The first words of what a question shows. */
export function shortText(html: string): string {
  const text = plainText(html);
  return text.length <= longestName ? text : `${text.slice(0, longestName).trimEnd()}…`;
}
