import type { ItemStatus } from '@attest/contracts';
import { keepPreviousData, queryOptions } from '@tanstack/vue-query';
import {
  answerBlindMutation,
  judgeItemMutation,
  listReviewsOptions,
  moveItemMutation,
  readReviewOptions,
} from '../../../shared/api/generated/@tanstack/vue-query.gen.ts';

const pageSize = 50;

export const reviewsQuery = (status: ItemStatus, after: string | null) =>
  queryOptions({
    ...listReviewsOptions({ query: { status, limit: pageSize, ...(after !== null && { after }) } }),
    placeholderData: keepPreviousData,
  });

export const reviewQuery = (itemId: string) => queryOptions(readReviewOptions({ path: { itemId } }));

export { answerBlindMutation, judgeItemMutation, moveItemMutation };
