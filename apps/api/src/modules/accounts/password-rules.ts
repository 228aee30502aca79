import { Problem } from '../../platform/http/problem.ts';

/** Whose name and e-mail address an attacker would try first. */
export interface PasswordOwner {
  readonly email: string;
  readonly displayName: string;
}

export function wordsAbout({ email, displayName }: PasswordOwner): readonly string[] {
  return [displayName, email, ...email.split(/[@.]/), 'attest'];
}

/**
 * @param advice null where the password is good enough
 * @throws Problem `password-too-weak` that says how to do better
 */
export function refuseWeak(advice: string | null): void {
  if (advice === null) return;
  throw new Problem('password-too-weak', {
    detail: advice === '' ? 'Use a longer password, such as four unrelated words.' : advice,
    faults: [{ path: 'password', message: 'too easy to guess' }],
  });
}
