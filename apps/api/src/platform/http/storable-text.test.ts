import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findUnstorableText } from './storable-text.ts';

describe('text that cannot be stored', () => {
  it.each([
    ['a\u0000b', []],
    [{ name: 'a\u0000b' }, ['name']],
    [{ list: ['fine', { note: '\ud800' }] }, ['list', '1', 'note']],
    [{ outer: { 'k\u0000y': 1 } }, ['outer']],
  ])('is found where it stands: %j', (value, place) => {
    expect(findUnstorableText(value)).toEqual(place);
  });

  it('is none of what JSON carries as whole characters', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
        fc.pre(!JSON.stringify(value).includes('\\u0000'));
        expect(findUnstorableText(value)).toBeNull();
      }),
    );
  });

  it('is looked for at any depth without delay', () => {
    const deep: unknown = JSON.parse(`${'['.repeat(100_000)}"a"${']'.repeat(100_000)}`);

    expect(findUnstorableText(deep)).toBeNull();
  });
});
