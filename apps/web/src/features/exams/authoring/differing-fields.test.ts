import { describe, expect, it } from 'vitest';
import { differingFields } from './differing-fields.ts';

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
