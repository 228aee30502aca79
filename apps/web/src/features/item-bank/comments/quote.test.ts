import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findQuote, quoteAt, quoteOfWords } from './quote.ts';

const text = 'A token is bound to a call.  The second token is bound to nothing.';

describe('quoted words', () => {
  it('are found where they were taken, though they stand there twice', () => {
    const start = text.lastIndexOf('token');
    const quote = quoteAt(text, { start, end: start + 5 });
    expect(quote).toMatchObject({ exact: 'token', suffix: ' is bound to nothing.' });
    expect(quote && findQuote(`New words before. ${text}`, quote)?.start).toBe(start + 18);
  });

  it('are found wherever they are taken: the same place, or one that reads alike', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.nat(), fc.nat(), (any, one, other) => {
        const [start, end] = [one % (any.length + 1), other % (any.length + 1)].toSorted((a, b) => a - b);
        const quote = quoteAt(any, { start: start ?? 0, end: end ?? 0 });
        if (quote === null) return;
        const found = findQuote(any, quote);
        expect(found && any.slice(found.start, found.end)).toBe(quote.exact);
      }),
    );
  });

  it('are none where nothing is meant, or more than a comment can be about', () => {
    expect(quoteAt(text, { start: 27, end: 29 })).toBeNull();
    expect(quoteAt('x'.repeat(501), { start: 0, end: 501 })).toBeNull();
    expect(findQuote(text, { exact: 'key', prefix: '', suffix: '' })).toBeNull();
  });

  it.each([
    ['call. the  second', 'call.  The second'],
    ['to a call', 'to a call'],
    ['(.*)', null],
    ['  ', null],
  ])('that are typed as %j are %j', (typed, exact) => {
    expect(quoteOfWords(text, typed)?.exact ?? null).toBe(exact);
  });
});
