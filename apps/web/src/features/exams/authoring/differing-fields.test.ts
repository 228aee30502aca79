import { describe, expect, it } from 'vitest';
import { contestedFields, differingFields, mergedRules } from './differing-fields.ts';

const text = { title: 'New', itemCount: 3, domains: {} };

describe('what differs between two drafts', () => {
  it('is named by rule', () => {
    const other = { ...text, title: 'Other', domains: { A1: 3 } };
    expect(differingFields(text, other)).toEqual(['title', 'domains']);
  });

  it('is nothing where only the order differs', () => {
    const one = { ...text, domains: { A1: 1, A2: 2 } };
    const other = { ...text, domains: { A2: 2, A1: 1 } };
    expect(differingFields(one, other)).toEqual([]);
  });
});

describe('two drafts of the same rules', () => {
  const mine = { ...text, title: 'Mine', itemCount: 5 };
  const theirs = { ...text, title: 'Theirs', domains: { A1: 3 } };

  it('contest what both changed, and that alone', () => {
    expect(contestedFields(text, mine, theirs)).toEqual(['title']);
    expect(contestedFields(text, mine, { ...theirs, title: 'Mine' })).toEqual([]);
  });

  it('become one that holds what either changed, and mine of what both did', () => {
    expect(mergedRules(text, mine, theirs)).toEqual({ title: 'Mine', itemCount: 5, domains: { A1: 3 } });
  });
});
