import type { CandidateInteraction, Choice } from './candidate-items.ts';

/** Everything in an interaction that can be chosen, ordered, joined or marked, in the order in which it is offered. */
export function offeredIn(interaction: CandidateInteraction): readonly Choice[] {
  switch (interaction.kind) {
    case 'choice':
    case 'order':
      return interaction.choices;
    case 'match':
      return [...interaction.premises, ...interaction.choices];
    case 'matrix':
      return [...interaction.rows, ...interaction.columns];
    case 'inline':
      return interaction.blanks.flatMap(({ choices: ofBlank }) => ofBlank);
    case 'spans':
      return interaction.spans;
    case 'places':
      return interaction.places;
    case 'text':
    case 'number':
      return [];
  }
}
