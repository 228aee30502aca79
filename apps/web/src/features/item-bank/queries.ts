import { keepPreviousData, queryOptions } from '@tanstack/vue-query';
import { listItemsOptions, readItemOptions } from '../../shared/api/generated/@tanstack/vue-query.gen.ts';
import type { BankQuery } from './bank-query.ts';

const pageSize = 50;

export const bankItemsQuery = ({
  search,
  after,
  certification,
  domain,
  type,
  level,
  status,
  ...order
}: BankQuery) =>
  queryOptions({
    ...listItemsOptions({
      query: {
        ...order,
        certification: [...certification],
        domain: [...domain],
        type: [...type],
        level: [...level],
        status: [...status],
        ...(search !== '' && { search }),
        ...(after !== null && { after }),
        limit: pageSize,
      },
    }),
    placeholderData: keepPreviousData,
  });

export const bankItemQuery = (itemId: string) => queryOptions(readItemOptions({ path: { itemId } }));
