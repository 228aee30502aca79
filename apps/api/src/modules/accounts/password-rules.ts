import { Injectable } from '@nestjs/common';
import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import * as common from '@zxcvbn-ts/language-common';
import * as english from '@zxcvbn-ts/language-en';
import { Problem } from '../../platform/http/problem.ts';

/** zxcvbn's "safely unguessable": more than 10⁸ guesses. */
const leastScore = 3;

/** How guessable a password is, judged offline with lists of common passwords and words. */
@Injectable()
export class PasswordRules {
  private readonly judge = new ZxcvbnFactory({
    dictionary: { ...common.dictionary, ...english.dictionary },
    graphs: common.adjacencyGraphs,
    translations: english.translations,
  });

  /**
   * @param owner whose name and e-mail address an attacker would try first
   * @throws Problem `password-too-weak` that says how to do better
   */
  check(password: string, owner: { readonly email: string; readonly displayName: string }): void {
    const about = [owner.displayName, owner.email, ...owner.email.split(/[@.]/)];
    // The cost of judging grows with length; what decides lies at the start.
    const { score, feedback } = this.judge.check(password.slice(0, 72), [...about, 'attest']);
    if (score >= leastScore) return;
    const advice = [feedback.warning, ...feedback.suggestions].filter(Boolean).join(' ');
    throw new Problem('password-too-weak', {
      detail: advice === '' ? 'Use a longer password, such as four unrelated words.' : advice,
      faults: [{ path: 'password', message: 'too easy to guess' }],
    });
  }
}
