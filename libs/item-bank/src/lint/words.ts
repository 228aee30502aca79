/** Reading item text as a candidate sees it: words, sentences, lead-ins. */

/** Markdown without its marks; code keeps its text, markers of blanks and spans leave theirs. */
export function plainText(markdown: string): string {
  return markdown
    .replace(/\{\{[a-z]+:[^}]*\}\}/g, '…')
    .replace(/\[\[[^|\]]*\|([^\]]*)\]\]/g, '$1')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}(?!\w)|`/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

function wordsOf(markdown: string): string[] {
  return plainText(markdown).match(/[\p{L}\p{N}]+(?:[’'._/-][\p{L}\p{N}]+)*/gu) ?? [];
}

export function countWords(markdown: string): number {
  return wordsOf(markdown).length;
}

/** Length as it strikes the eye, in characters. */
export function visibleLength(markdown: string): number {
  return plainText(markdown).length;
}

/** Sentences end with . ? or ! before a capital letter, a digit or the end. */
export function sentencesOf(markdown: string): string[] {
  return plainText(markdown)
    .split(/(?<=[.?!:]["”’)]?)\s+(?=["“(]?[\p{Lu}\p{N}…])/u)
    .filter((sentence) => sentence !== '');
}

/** The sentence that asks: the last question, else the last sentence. */
export function leadInOf(markdown: string): string {
  const sentences = sentencesOf(markdown);
  return sentences.findLast((sentence) => sentence.endsWith('?')) ?? sentences.at(-1) ?? '';
}

const functionWords = new Set(
  (
    'a an and are as at be been but by can could did do does for from had has have if in into is it its may ' +
    'might more most no nor not of on once one or other over own shall should so some such than that the their ' +
    'them then there these they this those to under until was were what when where which while who whose why ' +
    'will with would'
  ).split(' '),
);

/** Words that carry meaning, lower case. */
export function contentWords(markdown: string): string[] {
  return wordsOf(markdown)
    .map((word) => word.toLowerCase())
    .filter((word) => !functionWords.has(word));
}

/** Cosine of two texts as bags of words: 0 nothing in common, 1 the same words in the same proportions. */
export function cosine(one: string, other: string): number {
  const left = bagOf(one);
  const right = bagOf(other);
  const dot = [...left].reduce((sum, [word, count]) => sum + count * (right.get(word) ?? 0), 0);
  const norm = (bag: ReadonlyMap<string, number>) => Math.hypot(...bag.values());
  return dot === 0 ? 0 : dot / (norm(left) * norm(right));
}

function bagOf(text: string): Map<string, number> {
  const bag = new Map<string, number>();
  for (const word of wordsOf(text)) {
    const key = word.toLowerCase();
    bag.set(key, (bag.get(key) ?? 0) + 1);
  }
  return bag;
}
