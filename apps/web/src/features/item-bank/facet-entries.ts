import type { ItemFacets } from '@attest/contracts';
import { itemTypes, levels, statuses, type FacetName } from './bank-query.ts';

export type FacetEntry = ItemFacets['status'][number];

/** Facets whose values have an order that everybody knows; others come in that of the server. */
const orders: Readonly<Partial<Record<FacetName, readonly string[]>>> = {
  status: statuses,
  type: itemTypes,
  level: levels,
};

/** As many entries are shown before somebody asks for all. */
const mostAtFirst = 6;

export function inOrder(facet: FacetName, entries: readonly FacetEntry[]): FacetEntry[] {
  const order = orders[facet];
  if (order === undefined) return [...entries];
  return entries.toSorted((one, other) => order.indexOf(one.value) - order.indexOf(other.value));
}

/** Those with the most questions and those that are chosen, in the order they have among all. */
export function fewOf(entries: readonly FacetEntry[], chosen: readonly string[]): FacetEntry[] {
  const most = new Set(
    entries
      .toSorted((one, other) => other.count - one.count)
      .slice(0, mostAtFirst)
      .map(({ value }) => value),
  );
  return entries.filter(({ value }) => most.has(value) || chosen.includes(value));
}
