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
  'title',
  'label',
  'detail',
  'organisation',
  'industry',
  'columns',
  'rows',
]);

/** Everything that was written in words, a paragraph each: to be pasted where it is safe. */
export function plainTextOf(draft: object): string {
  return wordsWithin(draft)
    .filter((text) => text.trim() !== '')
    .join('\n\n');
}

/** @param isWritten whether a text that stands here was written in words */
function wordsWithin(value: unknown, isWritten = false): string[] {
  if (typeof value === 'string') return isWritten ? [value] : [];
  if (Array.isArray(value)) return value.flatMap((each) => wordsWithin(each, isWritten));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]: [string, unknown]) =>
    wordsWithin(inner, words.has(name)),
  );
}
