import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, expect, it } from 'vitest';
import { mostChosen, rangeTo, useChosenItems } from './use-chosen-items.ts';

beforeEach(() => setActivePinia(createPinia()));

it('keeps what is selected, each once, in the order of choosing', () => {
  const chosen = useChosenItems();
  chosen.toggle('b');
  chosen.add(['a', 'b', 'c']);
  expect(chosen.ids).toEqual(['b', 'a', 'c']);
  chosen.toggle('a');
  chosen.remove(['c', 'never-chosen']);
  expect(chosen.ids).toEqual(['b']);
  chosen.clear();
  expect(chosen.has('b')).toBe(false);
});

it('takes no more than may be named at once', () => {
  const chosen = useChosenItems();
  chosen.add(Array.from({ length: mostChosen - 1 }, (_, at) => `item-${String(at)}`));
  expect(chosen.isFull).toBe(false);
  chosen.add(['last', 'too-many']);
  expect(chosen.isFull).toBe(true);
  expect([chosen.has('last'), chosen.has('too-many'), chosen.ids.length]).toEqual([true, false, mostChosen]);
});

it('reaches from one row of a page to another, up or down, and nowhere from another page', () => {
  const page = ['a', 'b', 'c', 'd'];
  expect(rangeTo(page, 'b', 'd')).toEqual(['b', 'c', 'd']);
  expect(rangeTo(page, 'd', 'b')).toEqual(['d', 'b', 'c']);
  expect(rangeTo(page, 'b', 'b')).toEqual(['b']);
  expect([rangeTo(page, 'z', 'b'), rangeTo(page, null, 'b')]).toEqual([null, null]);
});
