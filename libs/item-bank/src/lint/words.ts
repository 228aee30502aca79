/** Reading item text as a candidate sees it: words, sentences, lead-ins. */
import { stemmer } from 'stemmer';

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

export function words(markdown: string): string[] {
  return plainText(markdown).match(/[\p{L}\p{N}]+(?:[’'._/-][\p{L}\p{N}]+)*/gu) ?? [];
}

export function countWords(markdown: string): number {
  return words(markdown).length;
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

/** The sentence that asks: the last question, else the last sentence that is no note on how to respond. */
export function leadInOf(markdown: string): string {
  const sentences = sentencesOf(markdown).filter((sentence) => !isUsageNote(sentence));
  return sentences.findLast((sentence) => sentence.endsWith('?')) ?? sentences.at(-1) ?? '';
}

const usageNote = /\b(?:use|used|usable)\b.*\b(?:once|more than once|not at all)\b/i;

/** A note on how often a choice may be used, which may follow what is asked. */
export function isUsageNote(sentence: string): boolean {
  return usageNote.test(sentence);
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
  return words(markdown)
    .map((word) => word.toLowerCase())
    .filter((word) => !functionWords.has(word));
}

/** The same without their endings (Porter 1980), so that “sign” and “signed” are one. */
export function contentStems(markdown: string): string[] {
  return contentWords(markdown).map(stemmer);
}

/** Kinds of first words that strike the eye; what belongs to none may be a noun or a verb. */
const startKinds: readonly (readonly [string, RegExp])[] = [
  ['yes or no', /^(?:yes|no)\b/i],
  ['an article', /^(?:an?|the)\b/i],
  ['a pointer or quantity', /^(?:this|that|these|those|each|every|all|both|some|any|neither|either)\b/i],
  [
    'a preposition',
    /^(?:after|at|before|between|by|during|for|from|in|inside|of|on|over|through|to|under|with|within|without)\b/i,
  ],
  ['a reason or condition', /^(?:as|because|if|only if|since|so|unless|when|where|while)\b/i],
  ['a pronoun', /^(?:it|its|they|their|one|nobody|nothing|somebody)\b/i],
  ['a verb in -ing', /^\w{3,}ing\b/i],
  ['a command', /^[A-Za-z][a-z-]+ (?:an?|the|each|every|all|its|their|both|no|any)\b/],
  ['a number', /^\d/],
];

/** How a phrase begins, in words; null where that says nothing. */
export function startKindOf(markdown: string): string | null {
  const text = plainText(markdown);
  return startKinds.find(([, pattern]) => pattern.test(text))?.[0] ?? null;
}
