import { describe, expect, it } from 'vitest';
import { heldOrder, isOutOfOrder } from './held-order.ts';

const ids = (names: string) => names.split(' ').filter((name) => name !== '');
const rows = (names: string) => ids(names).map((id) => ({ id }));
const shown = (held: readonly { readonly id: string }[]) => held.map(({ id }) => id).join(' ');

describe('the order of rows', () => {
  it('is the server’s while nobody is at a row', () => {
    expect(shown(heldOrder(ids('a b c'), rows('c a b'), false))).toBe('c a b');
  });

  it.each([
    ['stays as it is', 'a b c', 'c b a', 'a b c'],
    ['closes up where a row has gone', 'a b c d', 'd b a', 'a b d'],
    ['takes new rows at its end', 'a b', 'x b y a', 'a b x y'],
    ['starts with the server’s', '', 'c a b', 'c a b'],
  ])('%s while somebody is', (_, before, latest, after) => {
    expect(shown(heldOrder(ids(before), rows(latest), true))).toBe(after);
  });

  it('takes over what the rows say while it is held', () => {
    const held = heldOrder(
      ['a', 'b'],
      [
        { id: 'b', count: 2 },
        { id: 'a', count: 1 },
      ],
      true,
    );

    expect(held).toEqual([
      { id: 'a', count: 1 },
      { id: 'b', count: 2 },
    ]);
  });

  it('is out of order only when the server’s differs', () => {
    expect(isOutOfOrder(rows('a b c'), rows('a b c'))).toBe(false);
    expect(isOutOfOrder(rows('a b c'), rows('a c b'))).toBe(true);
  });
});
