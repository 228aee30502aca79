import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, expect, it } from 'vitest';
import { mostChosen, useChosenItems } from './use-chosen-items.ts';

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
