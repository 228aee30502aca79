/**
 * How text becomes words that a search compares: small letters without accents, at everything else it is cut. Both
 * sides go through here, so PostgreSQL's own parser, which takes `a1-0007` for a word and a negative number, has no
 * say; and what is left needs no quoting in a `tsvector` or `tsquery`.
 */

/** PostgreSQL refuses lexemes of more than 2,046 bytes. */
const longestWord = 80;
/** As many words of a search are looked at. */
const mostWords = 12;

function wordsOf(text: string): string[] {
  const plain = text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase();
  return (plain.match(/[\p{L}\p{N}]+/gu) ?? []).map((word) => word.slice(0, longestWord));
}

/** Text of a `tsvector` that holds each word once. */
export function searchVectorOf(texts: readonly string[]): string {
  return [...new Set(texts.flatMap(wordsOf))].join(' ');
}

/**
 * Text of a `tsquery` that asks for every word typed as the beginning of one. Where marks cut a word, as in an id, the
 * parts before the last are whole.
 *
 * @returns null where nothing is left to look for
 */
export function searchQueryOf(text: string): string | null {
  const asked = text.split(/\s+/).flatMap((typed) => {
    const words = wordsOf(typed);
    return words.map((word, at) => (at === words.length - 1 ? `${word}:*` : word));
  });
  const few = [...new Set(asked)].slice(0, mostWords);
  return few.length === 0 ? null : few.join(' & ');
}
