import { describe, expect, it } from 'vitest';
import { letterAt, moveEntry, nextLetter, nextNumbered } from './local-ids.ts';
import { idsWithin } from './use-fresh-ids.ts';

describe('ids within a question', () => {
  it('are found wherever they stand', () => {
    const draft = { options: [{ id: 'a' }, { id: 'b' }], interactions: { X: { spans: { s1: {} } } } };
    expect(idsWithin(draft)).toEqual(['a', 'b', 's1']);
  });

  it('are given once', () => {
    expect(nextLetter(['a', 'c'])).toBe('b');
    expect(nextNumbered('s', ['s1', 's3'])).toBe('s2');
  });
});

describe('an entry', () => {
  it('is named by its place, and moves within its list only', () => {
    expect(letterAt(2)).toBe('C');
    const entries = ['a', 'b', 'c'];
    moveEntry(entries, 0, -1);
    expect(entries).toEqual(['a', 'b', 'c']);
    moveEntry(entries, 0, 1);
    expect(entries).toEqual(['b', 'a', 'c']);
  });
});
