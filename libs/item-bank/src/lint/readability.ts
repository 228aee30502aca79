import { syllable } from 'syllable';
import { sentencesOf, words } from './words.ts';

const codeSpan = /`[^`]*`/g;
/** Short words such as ids, numbers and paths are no words to read aloud. */
const spoken = /^\p{L}[\p{L}’'-]*$/u;

/**
 * Grade of a text after Flesch and Kincaid (Kincaid et al. 1975): 0.39 words a sentence + 11.8 syllables a word − 15.59.
 * Code, numbers and ids are passed over.
 */
export function gradeOf(markdown: string): number {
  const sentences = sentencesOf(markdown.replace(codeSpan, ''))
    .map((sentence) => words(sentence).filter((word) => spoken.test(word)))
    .filter((all) => all.length > 0);
  const all = sentences.flat();
  if (all.length === 0) return 0;
  const syllables = all.reduce((sum, word) => sum + syllable(word), 0);
  return (0.39 * all.length) / sentences.length + (11.8 * syllables) / all.length - 15.59;
}
