import type { ItemFacets, ItemFacetsQuery } from '@attest/contracts';
import { facetNames, type FacetName, type ItemsFilter } from './items-filter.ts';

export interface FacetRow {
  readonly facet: FacetName;
  readonly value: string;
  readonly count: number;
}

/** What counting needs of a row, and no more: with all of `metadata` the rows would not fit into memory. */
const counted = `item.status, item.certifications, item.domain, item.objective, item.type, item.cognitive_level,
  item.frameworks, item.metadata ->> 'author' AS author, item.metadata -> 'tags' AS tags`;

/** The value of each facet in a row of `found`; of a list, one entry each. */
const facetValues = {
  status: 'status',
  certification: 'unnest(certifications)',
  domain: 'domain',
  objective: 'objective',
  type: 'type',
  level: 'cognitive_level',
  framework: 'unnest(frameworks)',
  author: 'author',
  tag: 'jsonb_array_elements_text(tags)',
} as const satisfies Record<FacetName, string>;

/** As many values of a facet are told, those with the most items. */
const mostValues = 100;

/**
 * Counts every facet in one pass. A facet counts the items that fit all others: a row that fails none counts for all of
 * them, one that fails a single facet for that alone, so the rows found are read once and bear which one they fail.
 */
export function facetCountsSql({ always, chosen }: ItemsFilter): string {
  const failures = [...chosen].map(
    ([name, condition]) => `CASE WHEN ${condition} THEN 0 ELSE ${String(2 ** facetNames.indexOf(name))} END`,
  );
  const counts = facetNames.map(
    (name) => `(SELECT '${name}' AS facet, value, count(*)::int AS count
      FROM (SELECT ${facetValues[name]} AS value FROM found WHERE failed IN (0, ${String(2 ** facetNames.indexOf(name))})) AS entry
      WHERE value IS NOT NULL GROUP BY value ORDER BY count DESC, value COLLATE "C" LIMIT ${String(mostValues)})`,
  );
  return `WITH found AS MATERIALIZED (
      SELECT ${counted}, ${failures.length === 0 ? '0' : failures.join(' + ')} AS failed
      FROM items item WHERE ${['true', ...always].join(' AND ')}
    ) ${counts.join(' UNION ALL ')}`;
}

/** In order of their values. What is chosen is told even where no item is left, so that it can be taken back. */
export function facetsFrom(rows: readonly FacetRow[], query: ItemFacetsQuery): ItemFacets {
  const of = (name: FacetName) => {
    const found = rows.filter(({ facet }) => facet === name);
    const gone = (query[name] ?? []).filter((chosen) => found.every(({ value }) => value !== chosen));
    return [...found, ...gone.map((value) => ({ value, count: 0 }))]
      .map(({ value, count }) => ({ value, label: value, count }))
      .toSorted((one, other) => (one.value < other.value ? -1 : 1));
  };
  return {
    status: of('status'),
    certification: of('certification'),
    domain: of('domain'),
    objective: of('objective'),
    type: of('type'),
    level: of('level'),
    framework: of('framework'),
    author: of('author'),
    tag: of('tag'),
  };
}
