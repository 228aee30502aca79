import { expect, it } from 'vitest';
import { slugOf } from './slug-of.ts';

it.each([
  ['CAISA practice, long form', 'caisa-practice-long-form'],
  ['  Über  alles ', 'uber-alles'],
  ['…', ''],
  ['a'.repeat(79) + ' b', 'a'.repeat(79)],
])('%o becomes %o', (title, slug) => {
  expect(slugOf(title)).toBe(slug);
});
