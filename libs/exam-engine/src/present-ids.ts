import type { ResponsePart, ResponseValue, RevealedKey, ScoreExplanation } from '@attest/contracts';
import { offeredIn } from '@attest/contracts/offered-choices';
import type { Interaction } from '@attest/item-bank';
import { hashOf, lowerBase32Of } from './hash.ts';

export type Rename = (id: string) => string;

const idLength = 12;

/** An id of one session: 60 bits of a digest. Opaque keeps ids apart between sessions; it is no secret. */
export function opaqueId(...parts: readonly (string | number)[]): string {
  return lowerBase32Of(hashOf(parts), idLength);
}

/** The scope of a scenario's ids; items that point at its diagram use the same. */
export function stimulusIds(sessionId: string, stimulusId: string) {
  return {
    stimulus: opaqueId(sessionId, 'stimulus', stimulusId),
    exhibit: (id: string) => opaqueId(sessionId, 'exhibit', stimulusId, id),
    partOf: (exhibitId: string) => (id: string) =>
      opaqueId(sessionId, 'exhibit-part', stimulusId, exhibitId, id),
  };
}

/** Both directions between bank ids and session ids within one interaction. */
export interface InteractionNames {
  readonly responseVariable: string;
  readonly opaqueOf: ReadonlyMap<string, string>;
  readonly canonicalOf: ReadonlyMap<string, string>;
}

export function namesOf(interaction: Interaction, rename: Rename): InteractionNames {
  const opaqueOf = new Map(idsOf(interaction).map((id): [string, string] => [id, rename(id)]));
  const canonicalOf = new Map(
    [...opaqueOf].map(([canonical, opaque]): [string, string] => [opaque, canonical]),
  );
  return { responseVariable: interaction.responseVariable, opaqueOf, canonicalOf };
}

function idsOf(interaction: Interaction): string[] {
  const blanks = interaction.kind === 'inline' ? interaction.blanks : [];
  return [...blanks, ...offeredIn(interaction)].map(({ id }) => id);
}

/** Every id of a response through `rename`; what is typed stays as it is. */
export function renameValue(
  value: ResponseValue | null,
  renameIn: (responseVariable: string) => Rename,
): ResponseValue | null {
  if (value === null) return null;
  const parts = Object.entries(value).map(
    ([variable, part]) => [variable, part === null ? null : renamePart(part, renameIn(variable))] as const,
  );
  return Object.fromEntries(parts);
}

function renamePart(part: ResponsePart, rename: Rename): ResponsePart {
  switch (part.kind) {
    case 'choice':
    case 'spans':
    case 'places':
      return { kind: part.kind, selected: part.selected.map(rename) };
    case 'order':
      return { kind: 'order', order: part.order.map(rename) };
    case 'match':
      return { kind: 'match', pairs: renamePairs(part.pairs, rename) };
    case 'matrix':
      return { kind: 'matrix', cells: renamePairs(part.cells, rename) };
    case 'inline': {
      const blanks = renamePairs(Object.entries(part.blanks), rename);
      return { kind: 'inline', blanks: Object.fromEntries(blanks) };
    }
    case 'text':
    case 'number':
      return part;
  }
}

export function renameKey(key: RevealedKey, rename: Rename): RevealedKey {
  return {
    ...key,
    correctIds: key.correctIds.map(rename),
    correctPairs: renamePairs(key.correctPairs, rename),
    explanations: key.explanations.map((explanation) => ({ ...explanation, id: rename(explanation.id) })),
  };
}

export function renameExplanation(explanation: ScoreExplanation, rename: Rename): ScoreExplanation {
  const terms = explanation.terms.map((term) => ({ ...term, refs: term.refs.map(rename) }));
  return { ...explanation, terms };
}

function renamePairs(pairs: readonly (readonly [string, string])[], rename: Rename): [string, string][] {
  return pairs.map(([left, right]) => [rename(left), rename(right)]);
}
