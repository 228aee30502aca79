import { keepPreviousData, queryOptions } from '@tanstack/vue-query';
import {
  answerBlindMutation,
  listReviewsOptions,
  readReviewOptions,
} from '../../../shared/api/generated/@tanstack/vue-query.gen.ts';
import type { Queue } from './review-queue.ts';

const pageSize = 50;

export const reviewsQuery = ({ status, assigned, after }: Queue) =>
  queryOptions({
    ...listReviewsOptions({
      query: {
        status,
        limit: pageSize,
        ...(assigned !== null && { assigned }),
        ...(after !== null && { after }),
      },
    }),
    placeholderData: keepPreviousData,
  });

export const reviewQuery = (itemId: string) => queryOptions(readReviewOptions({ path: { itemId } }));

export { answerBlindMutation };
