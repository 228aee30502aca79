import type { ItemsQuery } from '@attest/contracts';
import { readCursor, writeCursor } from '../../platform/http/cursor.ts';

/** In the order of the work, not of the alphabet. */
const ranked = (column: string, values: readonly string[]) =>
  `array_position('{${values.join(',')}}', ${column})::text COLLATE "C"`;

/** As text of one form, so that a cursor compares as the list is sorted, on every machine alike. */
const sortTexts = {
  id: 'item.bank_id COLLATE "C"',
  domain: 'item.domain COLLATE "C"',
  objective: 'item.objective COLLATE "C"',
  type: 'item.type COLLATE "C"',
  level: ranked('item.cognitive_level', ['recall', 'application', 'analysis']),
  status: ranked('item.status', ['draft', 'in-review', 'approved', 'pretest', 'operational', 'retired']),
  difficulty: `to_char(item.expected_difficulty, 'FM0.000000') COLLATE "C"`,
  // No more, for the cursor to stay short.
  author: `left(item.metadata ->> 'author', 20) COLLATE "C"`,
  updated: `to_char(item.updated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US') COLLATE "C"`,
} as const satisfies Record<ItemsQuery['sort'], string>;

/** How a list is sorted, with the id for those that are equal. */
export interface ItemsOrder {
  readonly sortText: string;
  readonly idText: string;
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
  return { sortText: sortTexts[sort], idText: sortTexts.id, forth, back };
}

/** Where a page ends: the values its first or last row is sorted by. */
export interface Place {
  readonly sortValue: string;
  readonly id: string;
}

/** @throws Problem `request-malformed` for a cursor that no list has given out */
export function placeOf(cursor: string | undefined): Place | null {
  const values = readCursor(cursor);
  if (values === null) return null;
  const [sortValue = '', id = ''] = values;
  return { sortValue, id };
}

export const cursorTo = ({ sortValue, id }: Place): string => writeCursor([sortValue, id]);
