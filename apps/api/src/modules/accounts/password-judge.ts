import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import * as common from '@zxcvbn-ts/language-common';
import * as english from '@zxcvbn-ts/language-en';

/** zxcvbn's "safely unguessable": more than 10⁸ guesses. */
const leastScore = 3;

const judge = new ZxcvbnFactory({
  dictionary: { ...common.dictionary, ...english.dictionary },
  graphs: common.adjacencyGraphs,
  translations: english.translations,
});

/**
 * How guessable a password is, judged offline with lists of common passwords and words. The lists take
 * 70 MB and half a second to load, a judgement tens of milliseconds: only threads of their own do this.
 *
 * @param about words that an attacker would try first
 * @returns null where it is good enough, else what is wrong with it, which may be nothing in particular
 */
export function adviceFor(password: string, about: readonly string[]): string | null {
  // The cost of judging grows with length; what decides lies at the start.
  const { score, feedback } = judge.check(password.slice(0, 72), [...about]);
  if (score >= leastScore) return null;
  return [feedback.warning, ...feedback.suggestions].filter(Boolean).join(' ');
}
