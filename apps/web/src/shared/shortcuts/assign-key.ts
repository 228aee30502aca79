import { commandOf, isCommandLetter, type Command, type Keys } from './keys.ts';

export type Assigned =
  | { readonly ok: true; readonly keys: Keys }
  | { readonly ok: false; readonly reason: 'chooses-options' | 'no-letter' }
  | { readonly ok: false; readonly reason: 'taken'; readonly by: Command };

/** Gives a command another letter, unless that letter does something already. */
export function assignKey(keys: Keys, command: Command, typed: string): Assigned {
  const letter = typed.trim().toLowerCase();
  if (/^[a-h0-9]$/u.test(letter)) return { ok: false, reason: 'chooses-options' };
  if (!isCommandLetter(letter)) return { ok: false, reason: 'no-letter' };
  const by = commandOf(keys, letter);
  if (by !== null && by !== command) return { ok: false, reason: 'taken', by };
  return { ok: true, keys: { ...keys, [command]: letter } };
}
