import type { ItemStatus } from '@attest/contracts';
import { keepPreviousData, queryOptions } from '@tanstack/vue-query';
import {
  beginStimulusDraftMutation,
  listStimulusDraftsOptions,
  listStimulusReviewsOptions,
  readStimulusReviewOptions,
} from '../../../shared/api/generated/@tanstack/vue-query.gen.ts';

const pageSize = 50;
const pageAfter = (after: string | null) => ({ limit: pageSize, ...(after !== null && { after }) });

/** @param after cursor of the page before; null for the first */
export const stimulusDraftsQuery = (after: string | null) =>
  queryOptions({ ...listStimulusDraftsOptions({ query: pageAfter(after) }), staleTime: 0 });

export const stimulusReviewsQuery = (status: ItemStatus, after: string | null) =>
  queryOptions({
    ...listStimulusReviewsOptions({ query: { status, ...pageAfter(after) } }),
    placeholderData: keepPreviousData,
  });

export const stimulusReviewQuery = (stimulusId: string) =>
  queryOptions(readStimulusReviewOptions({ path: { stimulusId } }));

export { beginStimulusDraftMutation };
