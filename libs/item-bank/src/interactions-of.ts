import type { InteractionPart, ItemShape } from './schema/item-shape.ts';

/** Response variable of items that have one interaction. */
export const onlyVariable = 'RESPONSE';

type SingleItem = Exclude<ItemShape, { type: 'composite' }>;

/** One interaction of an item with its variable and the path of its fields in the file. */
export interface PlacedPart {
  readonly responseVariable: string;
  readonly part: InteractionPart | SingleItem;
  readonly path: readonly PropertyKey[];
}

/** The interactions of an item of any type, in order of the file. */
export function interactionsOf(item: ItemShape): PlacedPart[] {
  if (item.type !== 'composite') return [{ responseVariable: onlyVariable, part: item, path: [] }];
  return Object.entries(item.interactions).map(([responseVariable, part]) => ({
    responseVariable,
    part,
    path: ['interactions', responseVariable],
  }));
}
