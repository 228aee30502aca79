import type { CandidateInteraction, CandidateItem, ResponsePart, ResponseValue } from '@attest/contracts';

/** A well-formed response to an item of any kind; another `turn` gives another value where the item allows it. */
export function valueFor({ interactions }: CandidateItem, turn: number): ResponseValue {
  return Object.fromEntries(
    interactions.map((interaction) => [interaction.responseVariable, partFor(interaction, turn)]),
  );
}

type Ids = readonly { readonly id: string }[];

function partFor(interaction: CandidateInteraction, turn: number): ResponsePart {
  switch (interaction.kind) {
    case 'choice':
      return { kind: 'choice', selected: [idAt(interaction.choices, turn)] };
    case 'spans':
      return { kind: 'spans', selected: [idAt(interaction.spans, turn)] };
    case 'places':
      return { kind: 'places', selected: [idAt(interaction.places, turn)] };
    case 'order':
      return {
        kind: 'order',
        order: interaction.choices.map((_, at) => idAt(interaction.choices, at + turn)),
      };
    case 'match':
      return { kind: 'match', pairs: [[idAt(interaction.premises, 0), idAt(interaction.choices, turn)]] };
    case 'matrix':
      return { kind: 'matrix', cells: [[idAt(interaction.rows, 0), idAt(interaction.columns, turn)]] };
    case 'inline':
      return {
        kind: 'inline',
        blanks: Object.fromEntries(interaction.blanks.map(({ id, choices }) => [id, idAt(choices, turn)])),
      };
    case 'text':
      return { kind: 'text', text: `answer ${String(turn)}` };
    case 'number':
      return { kind: 'number', text: String(turn) };
  }
}

function idAt(entries: Ids, at: number): string {
  return entries[at % entries.length]?.id ?? '';
}
