import { expect, it } from 'vitest';
import { readStimuliQuery } from './stimuli-queries.ts';

it('reads the address of the list of scenarios and leaves out what it does not know', () => {
  expect(readStimuliQuery({})).toEqual({});
  expect(readStimuliQuery({ search: 'claims', sort: 'title' })).toEqual({ search: 'claims' });
  expect(readStimuliQuery({ search: ['claims', 'other'], after: null })).toEqual({ search: 'claims' });
});

it('leads on or back, never both', () => {
  expect(readStimuliQuery({ after: 'one', before: 'other' })).toEqual({ after: 'one' });
  expect(readStimuliQuery({ before: 'other' })).toEqual({ before: 'other' });
});
