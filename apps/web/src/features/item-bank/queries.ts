import { keepPreviousData, queryOptions } from '@tanstack/vue-query';
import {
  countFacetsOptions,
  listItemsOptions,
  readItemOptions,
} from '../../shared/api/generated/@tanstack/vue-query.gen.ts';
import type { BankQuery } from './bank-query.ts';

const pageSize = 50;

const filtersOf = ({ search, certification, domain, type, level, status }: BankQuery) => ({
  certification: [...certification],
  domain: [...domain],
  type: [...type],
  level: [...level],
  status: [...status],
  ...(search !== '' && { search }),
});

export const bankItemsQuery = (query: BankQuery) =>
  queryOptions({
    ...listItemsOptions({
      query: {
        ...filtersOf(query),
        sort: query.sort,
        direction: query.direction,
        ...(query.after !== null && { after: query.after }),
        limit: pageSize,
      },
    }),
    placeholderData: keepPreviousData,
  });

/** Counted apart from the list, which is shown as soon as it is there. */
export const bankFacetsQuery = (query: BankQuery) =>
  queryOptions({
    ...countFacetsOptions({ query: filtersOf(query) }),
    placeholderData: keepPreviousData,
  });

export const bankItemQuery = (itemId: string) => queryOptions(readItemOptions({ path: { itemId } }));
