import { expect, it } from 'vitest';
import { sizeBeyondLimit } from './read-files.ts';

it.each([
  [[0], null],
  [[5 * 1024 * 1024], null],
  [[5 * 1024 * 1024, 1], 5.1],
  [[50 * 1024 * 1024], 50],
])('files of %j bytes are over the limit by their size in megabytes: %j', (sizes, size) => {
  expect(sizeBeyondLimit(sizes.map((each) => ({ size: each })))).toBe(size);
});
