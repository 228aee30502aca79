import { diffWordsWithSpace, type ChangeObject } from 'diff';

/** A run of words that both texts have, or only one of them. */
export interface Segment {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
}

/** Beyond as many differences a text is another one: to look for what stayed would take long and say little. */
const mostDifferences = 2_000;

/** What was taken out of a text and put into it, by word; the segments of either side, joined, are that side. */
export function compareWords(before: string, after: string): Segment[] {
  // Undefined where there are more.
  const found: readonly ChangeObject<string>[] | undefined = diffWordsWithSpace(before, after, {
    maxEditLength: mostDifferences,
  });
  const parts = found ?? [
    { value: before, removed: true, added: false },
    { value: after, removed: false, added: true },
  ];
  return parts
    .filter(({ value }) => value !== '')
    .map(({ value, added, removed }) => ({
      kind: added ? 'added' : removed ? 'removed' : 'same',
      text: value,
    }));
}
