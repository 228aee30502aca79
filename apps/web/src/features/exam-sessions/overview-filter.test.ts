import { describe, expect, it } from 'vitest';
import type { ListedQuestion } from '@attest/exam-engine/player';
import { filterQuestions, readOverviewFilter, type OverviewFilter } from './overview-filter.ts';

const given = (number: number, rest: Partial<ListedQuestion>): ListedQuestion => ({
  number,
  itemId: `item-${number}`,
  state: 'seen',
  answer: 'none',
  isFlagged: false,
  isUnsure: false,
  hasNote: false,
  isCurrent: false,
  ...rest,
});

const questions = [
  given(1, { answer: 'answered', isFlagged: true }),
  given(2, { answer: 'partly', isUnsure: true }),
  given(3, { answer: 'none' }),
];
const left = (filter: OverviewFilter) => filterQuestions(questions, filter).map(({ number }) => number);

describe('filtering the overview', () => {
  it('counts a partly answered question among those without a full answer', () => {
    expect(left('unanswered')).toEqual([2, 3]);
  });

  it('finds what was flagged or marked as unsure, and shows all otherwise', () => {
    expect(left('flagged')).toEqual([1]);
    expect(left('unsure')).toEqual([2]);
    expect(left('all')).toEqual([1, 2, 3]);
  });
});

it.each([
  ['flagged', 'flagged'],
  ['everything', 'all'],
  [['unsure', 'flagged'], 'all'],
  [undefined, 'all'],
])('takes %s in an address for the filter %s', (asked, filter) => {
  expect(readOverviewFilter(asked)).toBe(filter);
});
