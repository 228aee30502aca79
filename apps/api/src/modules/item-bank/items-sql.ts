import type { ItemIdsQuery, ItemsQuery } from '@attest/contracts';
import { conditionOf, filterOf } from './items-filter.ts';
import { orderOf, type Place } from './items-order.ts';

export interface Statement {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

/** What a list shows of an item. */
export const listedColumns = `item.bank_id AS id, item.first_words AS "firstWords", item.type, item.certifications, item.domain,
  item.objective, item.cognitive_level AS "cognitiveLevel", item.status, item.metadata ->> 'stimulusId' AS "stimulusId",
  item.expected_difficulty AS "expectedDifficulty", item.metadata ->> 'author' AS author, item.metadata -> 'tags' AS tags,
  item.version, item.key_revision AS "keyRevision", item.updated_at AS "updatedAt"`;

/**
 * The rows of a page and one more. They are found by what they are sorted by alone; only those are then read whole,
 * since a row is wide.
 *
 * @param from the page begins behind it, in the direction it is read
 * @param isBackwards from the end of the list to its start
 */
export function pageSql(query: ItemsQuery, from: Place | null, isBackwards: boolean): Statement {
  const { value, text, read, id, forth, back } = orderOf(query);
  const { comparison, direction } = isBackwards ? back : forth;
  const filter = filterOf(query);
  const { parameters } = filter;
  const given = (value: unknown) => `$${String(parameters.push(value))}`;
  const beyond =
    from === null
      ? ''
      : `AND (${value}, ${id}) ${comparison} (${read(given(from.sortValue))}, ${given(from.id)})`;
  const sql = `SELECT ${listedColumns}, ${text} AS "sortValue"
    FROM (
      SELECT item.id, ${value} AS sort_value FROM items item WHERE ${conditionOf(filter)} ${beyond}
      ORDER BY ${value} ${direction}, ${id} ${direction} LIMIT ${given(query.limit + 1)}
    ) AS place JOIN items item USING (id)
    ORDER BY place.sort_value ${direction}, ${id} ${direction}`;
  return { sql, parameters };
}

/** How many items there are, and how many of them stand before a place or at it. */
export function countSql(query: ItemsQuery, place: Place | null): Statement {
  const { value, read, id, back } = orderOf(query);
  const filter = filterOf(query);
  const { parameters } = filter;
  const given = (value: unknown) => `$${String(parameters.push(value))}`;
  const upTo =
    place === null
      ? '0'
      : `count(*) FILTER (WHERE (${value}, ${id}) ${back.comparison}= (${read(given(place.sortValue))}, ${given(place.id)}))`;
  const sql = `SELECT count(*)::int AS total, (${upTo})::int AS "upTo" FROM items item WHERE ${conditionOf(filter)}`;
  return { sql, parameters };
}

/** Ids of the first items of a list. */
export function idsSql(query: ItemIdsQuery, most: number): Statement {
  const { value, id, forth } = orderOf(query);
  const filter = filterOf(query);
  const sql = `SELECT item.bank_id AS id, (count(*) OVER ())::int AS total FROM items item WHERE ${conditionOf(filter)}
    ORDER BY ${value} ${forth.direction}, ${id} ${forth.direction} LIMIT ${String(most)}`;
  return { sql, parameters: filter.parameters };
}
