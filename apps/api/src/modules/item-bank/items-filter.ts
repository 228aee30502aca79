import { ItemFacets, type ItemFacetsQuery } from '@attest/contracts';
import { searchQueryOf } from './search-words.ts';

export type FacetName = keyof ItemFacets;

/** Whether a row has one of the values of the parameter. */
const facetConditions = {
  status: (given) => `item.status = ANY(${given})`,
  certification: (given) => `item.certifications && ${given}`,
  domain: (given) => `item.domain = ANY(${given})`,
  objective: (given) => `item.objective = ANY(${given})`,
  type: (given) => `item.type = ANY(${given})`,
  level: (given) => `item.cognitive_level = ANY(${given})`,
  framework: (given) => `item.frameworks && ${given}`,
  author: (given) => `item.metadata ->> 'author' = ANY(${given})`,
  tag: (given) => `item.metadata -> 'tags' ?| ${given}`,
} as const satisfies Record<FacetName, (given: string) => string>;

export const facetNames = ItemFacets.keyof().options;

/** SQL over `items item` with the parameters it names. */
export interface ItemsFilter {
  /** What always holds: the search, and the items that are named. */
  readonly always: readonly string[];
  /** One condition a facet that is chosen from. */
  readonly chosen: ReadonlyMap<FacetName, string>;
  readonly parameters: unknown[];
}

export function filterOf(query: ItemFacetsQuery): ItemsFilter {
  const parameters: unknown[] = [];
  const given = (value: unknown, type: string) => `$${String(parameters.push(value))}::${type}`;
  const always: string[] = [];
  if (query.search !== undefined && query.search !== '') {
    const words = searchQueryOf(query.search);
    always.push(words === null ? 'false' : `item.search @@ ${given(words, 'tsquery')}`);
  }
  if (query.id !== undefined) always.push(`item.bank_id = ANY(${given(query.id, 'text[]')})`);
  const chosen = new Map<FacetName, string>();
  for (const name of facetNames) {
    const values = query[name];
    if (values !== undefined) chosen.set(name, facetConditions[name](given(values, 'text[]')));
  }
  return { always, chosen, parameters };
}

/** A condition for all of it; `true` where nothing is asked for. */
export function conditionOf({ always, chosen }: ItemsFilter): string {
  return ['true', ...always, ...chosen.values()].join(' AND ');
}
