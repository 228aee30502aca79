import { expect, it } from 'vitest';
import { readBankQuery } from '../bank-query.ts';
import { showsSame, shownBy, stateOf } from './view-state.ts';

const table = { columns: ['status', 'tags'], density: 'compact' } as const;
const query = readBankQuery({
  search: 'token',
  status: ['draft', 'approved'],
  tag: 'S1',
  sort: 'question',
  direction: 'descending',
  after: 'somewhere',
});

it('keeps filters, order and columns, and begins with the first page', () => {
  const state = stateOf(query, table);
  expect(state).not.toHaveProperty('after');
  expect(shownBy(state)).toEqual({ query: { ...query, after: null }, table });
});

it('leaves out what this version does not know', () => {
  const state = { ...stateOf(query, table), sort: 'mood', columns: ['status', 'mood'] };
  expect(shownBy(state)).toMatchObject({ query: { sort: 'id' }, table: { columns: ['status'] } });
});

it('is the same in whatever order its filters were chosen', () => {
  const state = stateOf(query, table);
  expect(showsSame(state, { ...state, status: state.status.toReversed() })).toBe(true);
  expect(showsSame(state, { ...state, search: '' })).toBe(false);
});
