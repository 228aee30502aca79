import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countWords, cutToLimit, storable } from './text-cut.ts';

describe('entering more text than an answer holds', () => {
  it('cuts the end of a paste and says what was cut', () => {
    expect(cutToLimit('abcdef', 4, 6)).toEqual({ text: 'abcd', cut: 'ef' });
    expect(cutToLimit('abc', 4, 3)).toEqual({ text: 'abc', cut: '' });
  });

  it('keeps what stood behind the place of the paste', () => {
    // "ab" + pasted "XXXX" + "cd"
    expect(cutToLimit('abXXXXcd', 6, 6)).toEqual({ text: 'abXXcd', cut: 'XX' });
  });

  it('cuts no character in half', () => {
    expect(cutToLimit('a😀b', 2, 4)).toEqual({ text: 'a', cut: '😀b' });
  });

  it('always fits, and text with cut is what was entered', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(60), fc.nat(80), (text, limit, at) => {
        const caret = Math.min(at, text.length);
        const { text: kept, cut } = cutToLimit(text, limit, caret);
        expect(kept.length).toBeLessThanOrEqual(Math.max(limit, 0));
        expect(kept.length + cut.length).toBe(text.length);
      }),
    );
  });

  it('leaves out what cannot be stored', () => {
    expect(storable('a\u0000b')).toBe('ab');
    expect(storable('a\uD83D')).toBe('a\uFFFD');
  });
});

describe('counting words', () => {
  it.each([
    ['', 0],
    ['  \n ', 0],
    ['one', 1],
    [' one  two\nthree ', 3],
    ['tool-gateway, v2.1', 2],
  ])('counts %j as %i', (text, words) => {
    expect(countWords(text)).toBe(words);
  });
});
