import { describe, expect, it } from 'vitest';
import { CandidateItem } from '@attest/contracts';
import type { ReviewedItem } from '../../../shared/api/generated/types.gen.ts';
import { domainsIn, filterReview, readFilter, type ReviewFilter } from './review-filter.ts';

const candidateItem = CandidateItem.parse({
  id: 'i',
  number: 1,
  stimulusId: null,
  body: [],
  interactions: [],
});

function given(number: number, rest: Partial<Omit<ReviewedItem, 'item'>> = {}): ReviewedItem {
  return {
    item: { ...candidateItem, number },
    domain: { id: 'A1', name: 'Design' },
    response: null,
    marks: {},
    verdict: 'correct',
    points: 1,
    isScored: true,
    explanations: [],
    processing: null,
    keys: [],
    references: [],
    ...rest,
  };
}

const items = [
  given(1, { marks: { secondsSpent: 20, flagged: true } }),
  given(2, { verdict: 'missed', domain: { id: 'A2', name: 'Data' }, marks: { secondsSpent: 40 } }),
  given(3, { verdict: 'partly', marks: { secondsSpent: 90, unsure: true } }),
  given(4, { verdict: 'unmarked', isScored: false }),
];
const numbers = (filter: Partial<ReviewFilter>) =>
  filterReview(items, { show: 'all', domain: '', ...filter }).map(({ item }) => item.number);

describe('filtering the review', () => {
  it('counts whatever did not earn full credit as missed, but not what nobody has marked', () => {
    expect(numbers({ show: 'missed' })).toEqual([2, 3]);
  });

  it('finds what was flagged, unsure, or took long', () => {
    expect(numbers({ show: 'flagged' })).toEqual([1]);
    expect(numbers({ show: 'unsure' })).toEqual([3]);
    expect(numbers({ show: 'slow' })).toEqual([3]);
  });

  it('combines with a domain', () => {
    expect(numbers({ show: 'missed', domain: 'A1' })).toEqual([3]);
    expect(numbers({ domain: 'A9' })).toEqual([]);
  });

  it('reads an address and takes what it does not know for all', () => {
    expect(readFilter({ show: 'slow', domain: 'A1' })).toEqual({ show: 'slow', domain: 'A1' });
    expect(readFilter({ show: 'everything' })).toEqual({ show: 'all', domain: '' });
  });

  it('lists each domain once', () => {
    expect(domainsIn(items).map(({ id }) => id)).toEqual(['A1', 'A2']);
  });
});
