/** Ids within one item: short, lower-case, and never given twice. */

const letters = Array.from({ length: 26 }, (_, at) => String.fromCodePoint(97 + at));

/** The first free letter, then letter and number. */
export function nextLetter(ids: readonly string[]): string {
  const free = letters.find((letter) => !ids.includes(letter));
  return free ?? nextNumbered('o', ids);
}

/** Such as `blank3`. */
export function nextNumbered(word: string, ids: readonly string[]): string {
  let number = 1;
  while (ids.includes(`${word}${String(number)}`)) number += 1;
  return `${word}${String(number)}`;
}

/** What people call the entry at a place: A, B, C. */
export const letterAt = (place: number) => letters[place]?.toUpperCase() ?? String(place + 1);

/** Changes the place of an entry by one; nothing happens at the ends. */
export function moveEntry(entries: unknown[], place: number, by: -1 | 1): void {
  const target = place + by;
  const [one, other] = [entries[place], entries[target]];
  if (one === undefined || other === undefined) return;
  entries[place] = other;
  entries[target] = one;
}
