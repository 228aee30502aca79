import fc from 'fast-check';
import { expect, it } from 'vitest';
import { searchQueryOf, searchVectorOf } from './search-words.ts';

it.each([
  ['caisa-a1-0007', 'caisa & a1 & 0007:*'],
  ['AML.T0051.001', 'aml & t0051 & 001:*'],
  ['  Agent   AGENT ', 'agent:*'],
  ['Café Ångström', 'cafe:* & angstrom:*'],
  ["'a:* & |' <-> !b", 'a:* & b:*'],
  ['prüfe_写真', 'prufe & 写真:*'],
])('looks for %j as %j', (text, query) => {
  expect(searchQueryOf(text)).toBe(query);
});

it.each(['', ' ', '%', `'"\\:*&|!()<->`, '—'])('has nothing to look for in %j', (text) => {
  expect(searchQueryOf(text)).toBeNull();
});

it('keeps each word once', () => {
  expect(searchVectorOf(['The agent', 'the Agent’s token'])).toBe('the agent s token');
});

it('finds every text by itself, and writes nothing that PostgreSQL would read as more than a word', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
      const words = searchVectorOf([text]).split(' ').filter(Boolean);
      const asked = searchQueryOf(text)?.split(' & ') ?? [];
      expect(words).toEqual(expect.arrayContaining(asked.map((word) => word.replace(':*', ''))));
      expect(asked.length).toBeLessThanOrEqual(12);
      expect(asked.length > 0).toBe(words.length > 0);
      for (const word of words) expect(word).toMatch(/^[\p{L}\p{N}]+$/u);
    }),
  );
});
