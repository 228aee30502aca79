import { expect, it } from 'vitest';
import type { GalleryEntry } from '../../shared/api/generated/types.gen.ts';
import { groupsOf } from './gallery-groups.ts';

const entry = (type: GalleryEntry['type'], id: string): GalleryEntry => ({
  type,
  shows: id,
  item: { id, number: 1, stimulusId: null, body: [], interactions: [] },
  keys: [],
  references: [],
});

it('puts entries of one type together, each in its own order, and leaves out types without one', () => {
  const groups = groupsOf([entry('numeric', 'n'), entry('ordering', 'a'), entry('numeric', 'm')]);

  expect(groups.map(({ type, entries }) => [type, ...entries.map(({ item }) => item.id)])).toEqual([
    ['ordering', 'a'],
    ['numeric', 'n', 'm'],
  ]);
});
