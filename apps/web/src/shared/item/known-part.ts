import type { CandidateInteraction, ResponsePart } from '@attest/contracts';
import { offeredIn } from '@attest/contracts/offered-choices';

type Selectable = Extract<CandidateInteraction, { kind: 'choice' | 'spans' | 'places' }>;

/**
 * The chosen ids, in the order in which they are offered. A part of another kind, or ids that the
 * interaction does not offer, come from another version of the page and count as nothing chosen.
 */
export function knownSelected(interaction: Selectable, part: ResponsePart | null): readonly string[] {
  if (part === null || part.kind !== interaction.kind || !('selected' in part)) return [];
  const { selected } = part;
  return offeredIn(interaction).flatMap(({ id }) => (selected.includes(id) ? [id] : []));
}
