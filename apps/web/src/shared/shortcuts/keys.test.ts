import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assignKey } from './assign-key.ts';
import { commandOf, commands, defaultKeys, keysFrom } from './keys.ts';

describe('the letters of commands', () => {
  it('are given to other commands only when they are free', () => {
    expect(assignKey(defaultKeys, 'flag', 'z')).toEqual({ ok: true, keys: { ...defaultKeys, flag: 'z' } });
    expect(assignKey(defaultKeys, 'flag', 'N')).toEqual({ ok: false, reason: 'taken', by: 'next' });
    expect(assignKey(defaultKeys, 'flag', 'M')).toEqual({ ok: true, keys: defaultKeys });
  });

  it.each(['a', 'H', '3', '0'])('are never %s, which chooses an option', (typed) => {
    expect(assignKey(defaultKeys, 'flag', typed)).toEqual({ ok: false, reason: 'chooses-options' });
  });

  it.each(['', '?', 'xy', 'é'])('are never “%s”', (typed) => {
    expect(assignKey(defaultKeys, 'flag', typed)).toEqual({ ok: false, reason: 'no-letter' });
  });

  it('are the usual ones where what a browser kept cannot be right', () => {
    expect(keysFrom({ next: 'p' })).toEqual(defaultKeys);
    expect(keysFrom({ next: 'a', flag: 7 })).toEqual(defaultKeys);
    expect(keysFrom('n')).toEqual(defaultKeys);
    expect(keysFrom({ ...defaultKeys, next: 'x' })).toEqual({ ...defaultKeys, next: 'x' });
  });

  it('never mean two commands, whatever is changed', () => {
    const letter = fc.constantFrom('a', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'p', 'q', 'x', 'z', '1');
    const change = fc.tuple(fc.constantFrom(...commands), letter);
    fc.assert(
      fc.property(fc.array(change, { maxLength: 30 }), (changes) => {
        let keys = keysFrom(null);
        for (const [command, typed] of changes) {
          const assigned = assignKey(keys, command, typed);
          if (assigned.ok) keys = assigned.keys;
        }
        for (const command of commands) expect(commandOf(keys, keys[command])).toBe(command);
        expect(keysFrom(keys)).toEqual(keys);
      }),
    );
  });
});
