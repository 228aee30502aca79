import { interactionsOf } from '../interactions-of.ts';
import type { Option } from '../schema/interactions.ts';
import type { ItemFile } from '../schema/item.ts';

/** One list of options with its keys: the options of an item, or those of one blank. */
interface ChoiceSet {
  readonly options: readonly Option[];
  readonly keys: readonly Option[];
  readonly distractors: readonly Option[];
  /** Path of the list in the file. */
  readonly field: readonly PropertyKey[];
  readonly isSingleBest: boolean;
}

/** What an item offers to choose from. */
export function choiceSetsOf(item: ItemFile): ChoiceSet[] {
  return interactionsOf(item).flatMap(({ part, path }) => {
    switch (part.type) {
      case 'single-choice':
      case 'multiple-response':
        return [choiceSet(part.options, part.key, [...path, 'options'], part.type === 'single-choice')];
      case 'inline-choice':
        return part.blanks.map(({ options, key }, at) =>
          choiceSet(options, [key], [...path, 'blanks', at, 'options'], false),
        );
      default:
        return [];
    }
  });
}

/** The four options of a single best answer; null for every other item. */
export function fourOptionsOf(item: ItemFile): ChoiceSet | null {
  const set = choiceSetsOf(item).find(({ isSingleBest, options }) => isSingleBest && options.length === 4);
  return set ?? null;
}

function choiceSet(
  options: readonly Option[],
  key: readonly string[],
  field: readonly PropertyKey[],
  isSingleBest: boolean,
): ChoiceSet {
  return {
    options,
    keys: options.filter(({ id }) => key.includes(id)),
    distractors: options.filter(({ id }) => !key.includes(id)),
    field,
    isSingleBest,
  };
}

/** The text a candidate reads before responding. */
export function stemOf(item: ItemFile): string {
  return item.type === 'composite' ? item.body : item.stem;
}

/** Field that `stemOf` reads. */
export function stemField(item: ItemFile): string {
  return item.type === 'composite' ? 'body' : 'stem';
}
