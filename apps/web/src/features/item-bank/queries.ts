import type { BankItem, ItemIds } from '@attest/contracts';
import { keepPreviousData, queryOptions } from '@tanstack/vue-query';
import {
  countFacetsOptions,
  listItemsOptions,
  readItemOptions,
} from '../../shared/api/generated/@tanstack/vue-query.gen.ts';
import { listItemIds, listItems } from '../../shared/api/generated/sdk.gen.ts';
import type { BankQuery } from './bank-query.ts';

const pageSize = 50;

/** With the names that the API has for them; none is sent where nothing is chosen. */
const filtersOf = (query: BankQuery) => ({
  status: [...query.status],
  certification: [...query.certification],
  domain: [...query.domain],
  objective: [...query.objective],
  type: [...query.type],
  level: [...query.level],
  framework: [...query.framework],
  author: [...query.author],
  tag: [...query.tag],
  ...(query.search !== '' && { search: query.search }),
});

const orderOf = ({ sort, direction }: BankQuery) => ({ sort, direction });

const placeOf = ({ after, before }: BankQuery) => {
  if (after !== null) return { after };
  return before === null ? {} : { before };
};

export const bankItemsQuery = (query: BankQuery) =>
  queryOptions({
    ...listItemsOptions({
      query: { ...filtersOf(query), ...orderOf(query), ...placeOf(query), limit: pageSize },
    }),
    placeholderData: keepPreviousData,
  });

/** Counted apart from the list, which is shown as soon as it is there. */
export const bankFacetsQuery = (query: BankQuery) =>
  queryOptions({
    ...countFacetsOptions({ query: filtersOf(query) }),
    placeholderData: keepPreviousData,
  });

/** The ids of all that match, as many as may be selected. */
export async function fetchMatchingIds(query: BankQuery): Promise<ItemIds> {
  return (await listItemIds({ query: { ...filtersOf(query), ...orderOf(query) } })).data;
}

/** As many as one call may name. */
const idsACall = 100;

/** Items by their ids, in order of their ids; those that are gone are left out. */
export async function fetchItems(ids: readonly string[]): Promise<BankItem[]> {
  const found: BankItem[] = [];
  for (let first = 0; first < ids.length; first += idsACall) {
    const id = ids.slice(first, first + idsACall);
    const { data } = await listItems({ query: { id, limit: idsACall } });
    found.push(...data.items);
  }
  return found.toSorted((one, other) => (one.id < other.id ? -1 : 1));
}

export const bankItemQuery = (itemId: string) => queryOptions(readItemOptions({ path: { itemId } }));
