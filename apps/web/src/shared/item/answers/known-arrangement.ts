import type { CandidateInteraction, ResponsePart } from '@attest/contracts';

/** The steps as somebody put them; null unless each step of the interaction is there once. */
export function knownOrder(
  interaction: Extract<CandidateInteraction, { kind: 'order' }>,
  part: ResponsePart | null,
): readonly string[] | null {
  if (part?.kind !== 'order') return null;
  const { order } = part;
  const isWhole =
    order.length === interaction.choices.length && interaction.choices.every(({ id }) => order.includes(id));
  return isWhole ? order : null;
}

type Pairable = Extract<CandidateInteraction, { kind: 'match' | 'matrix' | 'inline' }>;
type Named = readonly { readonly id: string }[];

/** Premise and choice, row and column, or blank and choice, by premise, row or blank; foreign ids left out. */
export function knownPairs(interaction: Pairable, part: ResponsePart | null): ReadonlyMap<string, string> {
  const has = (named: Named, id: string) => named.some((entry) => entry.id === id);
  const fits = ([left, right]: readonly [string, string]) => {
    switch (interaction.kind) {
      case 'match':
        return has(interaction.premises, left) && has(interaction.choices, right);
      case 'matrix':
        return has(interaction.rows, left) && has(interaction.columns, right);
      case 'inline':
        return interaction.blanks.some(({ id, choices }) => id === left && has(choices, right));
    }
  };
  return new Map(part?.kind === interaction.kind ? pairsOf(part).filter(fits) : []);
}

/** What a part joins; nothing for parts of other kinds. Reviews need it too, and nothing else of the player's engine. */
export function pairsOf(part: ResponsePart): readonly (readonly [string, string])[] {
  if (part.kind === 'match') return part.pairs;
  if (part.kind === 'matrix') return part.cells;
  return part.kind === 'inline' ? Object.entries(part.blanks) : [];
}
