import { interactionsOf } from '../interactions-of.ts';
import type { PlacedPart } from '../interactions-of.ts';
import type { ItemFile } from '../schema/item.ts';

interface PlacedRationale {
  /** Of the option, step, premise, row, span or place. */
  readonly id: string;
  readonly text: string;
  readonly rationale: string;
  /** True for a key that stands among distractors. */
  readonly isKey: boolean;
  /** Path of the rationale in the file. */
  readonly field: readonly PropertyKey[];
}

/** Every rationale of an item, with what it explains. */
export function rationalesOf(item: ItemFile): PlacedRationale[] {
  return interactionsOf(item).flatMap(rationalesOfPart);
}

function rationalesOfPart({ part, path }: PlacedPart): PlacedRationale[] {
  switch (part.type) {
    case 'single-choice':
    case 'multiple-response':
      return listed(part.options, [...path, 'options'], part.key);
    case 'ordering':
      return listed(part.steps, [...path, 'steps'], []);
    case 'matching':
      return listed(part.premises, [...path, 'premises'], []);
    case 'matrix':
      return listed(part.rows, [...path, 'rows'], []);
    case 'inline-choice':
      return part.blanks.flatMap(({ options, key }, at) =>
        listed(options, [...path, 'blanks', at, 'options'], [key]),
      );
    case 'hottext':
      return Object.entries(part.spans).map(([id, { rationale }]) => ({
        id,
        text: '',
        rationale,
        isKey: part.key.includes(id),
        field: [...path, 'spans', id, 'rationale'],
      }));
    case 'hotspot':
      return part.places.map(({ ref, rationale }, at) => ({
        id: ref,
        text: '',
        rationale,
        isKey: part.key.includes(ref),
        field: [...path, 'places', at, 'rationale'],
      }));
    case 'short-text':
    case 'numeric':
    case 'constructed-response':
      return [];
  }
}

function listed(
  entries: readonly { id: string; text: string; rationale: string }[],
  path: readonly PropertyKey[],
  key: readonly string[],
): PlacedRationale[] {
  return entries.map(({ id, text, rationale }, at) => ({
    id,
    text,
    rationale,
    isKey: key.includes(id),
    field: [...path, at, 'rationale'],
  }));
}
