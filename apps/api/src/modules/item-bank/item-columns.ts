import type { CandidateStimulus } from '@attest/contracts';
import type { ItemContent, ItemMetadata } from '@attest/item-bank';
import { firstWordsOf, itemSearchOf } from './item-text.ts';

/**
 * What the row of an item holds of its present version, for lists and searches. Whoever stores an item takes it from
 * here, so that the copies agree.
 *
 * @param stimulus in its present version; null for an item without one
 */
export function itemColumns(
  metadata: ItemMetadata,
  content: ItemContent,
  stimulus: CandidateStimulus | null,
) {
  return {
    certifications: [...metadata.certifications],
    domain: metadata.domain,
    objective: metadata.objective,
    type: metadata.type,
    cognitiveLevel: metadata.cognitiveLevel,
    status: metadata.status,
    expectedDifficulty: metadata.expectedDifficulty,
    frameworks: [...new Set(metadata.references.map(({ source }) => source))],
    metadata,
    firstWords: firstWordsOf(content),
    search: itemSearchOf(metadata, content, stimulus),
  };
}
