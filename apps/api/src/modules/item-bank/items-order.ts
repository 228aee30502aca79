import type { ItemsQuery } from '@attest/contracts';
import { foreignCursor, readCursor, writeCursor } from '../../platform/http/cursor.ts';

/** What a list is sorted by, and how a cursor holds it. */
interface Sorting {
  readonly value: string;
  /** The value as a cursor holds it; the same on every machine. */
  readonly text: string;
  /** The value of a parameter that holds such text. */
  readonly read: (parameter: string) => string;
  readonly pattern: RegExp;
}

const byText = (value: string): Sorting => ({
  value: `${value} COLLATE "C"`,
  text: value,
  read: (parameter) => parameter,
  pattern: /^/,
});

/** Microseconds since 1970: comparing printed instants would take longer than all else of a page. */
const byInstant = (column: string): Sorting => ({
  value: column,
  text: `(extract(epoch FROM ${column}) * 1000000)::bigint::text`,
  read: (parameter) => `timestamptz 'epoch' + ${parameter}::bigint * interval '1 microsecond'`,
  pattern: /^\d{1,16}$/,
});

const sortings: Readonly<Record<ItemsQuery['sort'], Sorting>> = {
  id: byText('item.bank_id'),
  // No more, for the cursor to stay short; by letters of ASCII alone, which takes half the time.
  question: byText('lower(left(item.first_words, 60) COLLATE "C")'),
  domain: byText('item.domain'),
  objective: byText('item.objective'),
  type: byText('item.type'),
  level: ranked('item.cognitive_level', ['recall', 'application', 'analysis']),
  status: ranked('item.status', ['draft', 'in-review', 'approved', 'pretest', 'operational', 'retired']),
  difficulty: byText(`to_char(item.expected_difficulty, 'FM0.000000')`),
  // No more, for the cursor to stay short.
  author: byText(`left(item.metadata ->> 'author', 20)`),
  certification: byText(`array_to_string(item.certifications, ' ')`),
  // As they are shown, the first of them first; items without any come last.
  tag: byText(`left(item.metadata ->> 'tags', 60)`),
  // Items without one come last: no id begins like that.
  stimulus: byText(`coalesce(item.metadata ->> 'stimulusId', '~')`),
  version: byText(`to_char(item.version, 'FM000000000')`),
  updated: byInstant('item.updated_at'),
};

/** In the order of the work, not of the alphabet. */
function ranked(column: string, values: readonly string[]): Sorting {
  return byText(`array_position('{${values.join(',')}}', ${column})::text`);
}

/** How a list is sorted, with the id for those that are equal. */
export interface ItemsOrder extends Sorting {
  readonly id: string;
  /** Towards the end of the list. */
  readonly forth: Way;
  readonly back: Way;
}

interface Way {
  readonly comparison: '>' | '<';
  readonly direction: 'ASC' | 'DESC';
}

export function orderOf({ sort, direction }: Pick<ItemsQuery, 'sort' | 'direction'>): ItemsOrder {
  const [up, down]: [Way, Way] = [
    { comparison: '>', direction: 'ASC' },
    { comparison: '<', direction: 'DESC' },
  ];
  const [forth, back] = direction === 'ascending' ? [up, down] : [down, up];
  return { ...sortings[sort], id: sortings.id.value, forth, back };
}

/** Where a page ends: the values its first or last row is sorted by. */
export interface Place {
  readonly sortValue: string;
  readonly id: string;
}

/** @throws Problem `request-malformed` for a cursor that no list of this order has given out */
export function placeOf(cursor: string | undefined, { sort }: Pick<ItemsQuery, 'sort'>): Place | null {
  const values = readCursor(cursor);
  if (values === null) return null;
  const [sortValue = '', id = ''] = values;
  if (!sortings[sort].pattern.test(sortValue)) throw foreignCursor();
  return { sortValue, id };
}

export const cursorTo = ({ sortValue, id }: Place): string => writeCursor([sortValue, id]);
