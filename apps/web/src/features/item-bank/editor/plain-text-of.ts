import type { ItemDraftText } from '@attest/contracts';

const words = new Set([
  'stem',
  'body',
  'passage',
  'text',
  'rationale',
  'criterion',
  'anchor',
  'commonWrong',
  'flipFact',
]);

/** Everything that was written in words, a paragraph each: to be pasted where it is safe. */
export function plainTextOf(draft: ItemDraftText): string {
  return wordsWithin(draft)
    .filter((text) => text.trim() !== '')
    .join('\n\n');
}

function wordsWithin(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(wordsWithin);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]: [string, unknown]) =>
    typeof inner === 'string' ? (words.has(name) ? [inner] : []) : wordsWithin(inner),
  );
}
