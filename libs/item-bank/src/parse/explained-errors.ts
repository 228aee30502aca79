import { interactionsOf } from '../interactions-of.ts';
import type { PlacedPart } from '../interactions-of.ts';
import type { ItemShape } from '../schema/item-shape.ts';

interface ExplainedError {
  readonly isKey: boolean;
  readonly error: string | undefined;
  /** Path of the option, span or place in the file. */
  readonly path: readonly PropertyKey[];
}

/** What may be chosen in an item, right or wrong, with the error each wrong one was built from. */
export function explainedErrors(item: ItemShape): ExplainedError[] {
  return interactionsOf(item).flatMap(errorsOfPart);
}

function errorsOfPart({ part, path }: PlacedPart): ExplainedError[] {
  switch (part.type) {
    case 'single-choice':
    case 'multiple-response':
      return part.options.map(({ id, error }, at) => ({
        isKey: part.key.includes(id),
        error,
        path: [...path, 'options', at],
      }));
    case 'inline-choice':
      return part.blanks.flatMap((blank, at) =>
        blank.options.map(({ id, error }, position) => ({
          isKey: id === blank.key,
          error,
          path: [...path, 'blanks', at, 'options', position],
        })),
      );
    default: // spans, places and pairs may name an error, but need not
      return [];
  }
}
