import { expect, it } from 'vitest';
import { fewOf, inOrder } from './facet-entries.ts';

const entry = (value: string, count = 1) => ({ value, label: value, count });

it('has the order of the work where there is one', () => {
  const values = ['approved', 'draft', 'retired'].map((value) => entry(value));
  expect(inOrder('status', values).map(({ value }) => value)).toEqual(['draft', 'approved', 'retired']);
  expect(inOrder('author', values)).toEqual(values);
});

it('shows the largest first, and never hides what is chosen', () => {
  const entries = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((value, at) => entry(value, at));
  expect(fewOf(entries, []).map(({ value }) => value)).toEqual(['c', 'd', 'e', 'f', 'g', 'h']);
  expect(fewOf(entries, ['a']).map(({ value }) => value)).toEqual(['a', 'c', 'd', 'e', 'f', 'g', 'h']);
});
