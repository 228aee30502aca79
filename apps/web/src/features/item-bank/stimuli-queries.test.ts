import { expect, it } from 'vitest';
import { readStimuliQuery } from './stimuli-queries.ts';

it('reads the address of the list of scenarios and leaves out what it does not know', () => {
  expect(readStimuliQuery({})).toEqual({});
  expect(readStimuliQuery({ search: 'claims', sort: 'title' })).toEqual({ search: 'claims' });
  const narrowed = { status: 'draft', certification: 'CAISP', sort: 'updated' };
  expect(readStimuliQuery(narrowed)).toEqual(narrowed);
  expect(readStimuliQuery({ status: 'lost', certification: 'X' })).toEqual({});
  expect(readStimuliQuery({ search: ['claims', 'other'], after: null })).toEqual({ search: 'claims' });
});

it('leads on or back, never both', () => {
  expect(readStimuliQuery({ after: 'one', before: 'other' })).toEqual({ after: 'one' });
  expect(readStimuliQuery({ before: 'other' })).toEqual({ before: 'other' });
});
