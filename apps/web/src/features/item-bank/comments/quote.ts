import type { Quote } from '@attest/contracts';
import type { TextSpan } from '../../../shared/text-ranges.ts';

const longestExact = 500;
const around = 32;

/** Words of a text with what stands before and after them; null where nothing or too much is meant. */
export function quoteAt(text: string, { start, end }: TextSpan): Quote | null {
  const words = text.slice(start, end);
  const exact = words.trim();
  if (exact === '' || exact.length > longestExact) return null;
  const from = start + words.indexOf(exact);
  const to = from + exact.length;
  return { exact, prefix: text.slice(Math.max(0, from - around), from), suffix: text.slice(to, to + around) };
}

/** Where quoted words stand in a text: of several places the one with most of the same around it. */
export function findQuote(text: string, { exact, prefix, suffix }: Quote): TextSpan | null {
  let best: TextSpan | null = null;
  let most = -1;
  for (let start = text.indexOf(exact); start >= 0; start = text.indexOf(exact, start + 1)) {
    const end = start + exact.length;
    const alike = sameEnd(text.slice(0, start), prefix) + sameStart(text.slice(end), suffix);
    if (alike > most) [best, most] = [{ start, end }, alike];
  }
  return best;
}

/** Words as somebody has typed or pasted them, whatever the blanks between them; null where the text has them not. */
export function quoteOfWords(text: string, words: string): Quote | null {
  const pattern = words
    .trim()
    .split(/\s+/u)
    .map((word) => word.replaceAll(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`))
    .join(String.raw`\s+`);
  const found = pattern === '' ? null : new RegExp(pattern, 'iu').exec(text);
  return found === null ? null : quoteAt(text, { start: found.index, end: found.index + found[0].length });
}

function sameStart(one: string, other: string): number {
  let length = 0;
  while (length < other.length && one[length] === other[length]) length += 1;
  return length;
}

function sameEnd(one: string, other: string): number {
  let length = 0;
  while (length < other.length && one.at(-1 - length) === other.at(-1 - length)) length += 1;
  return length;
}
