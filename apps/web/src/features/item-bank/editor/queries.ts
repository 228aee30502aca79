import { queryOptions } from '@tanstack/vue-query';
import {
  beginDraftMutation,
  listDraftsOptions,
  readStimulusOptions,
} from '../../../shared/api/generated/@tanstack/vue-query.gen.ts';

const pageSize = 50;

/** @param after cursor of the page before; null for the first */
export const draftsQuery = (after: string | null) =>
  queryOptions({
    ...listDraftsOptions({ query: { limit: pageSize, ...(after !== null && { after }) } }),
    staleTime: 0,
  });

export const stimulusOfDraftQuery = (stimulusId: string | null | undefined) =>
  queryOptions({
    ...readStimulusOptions({ path: { stimulusId: stimulusId ?? '' } }),
    enabled: Boolean(stimulusId),
    retry: false,
  });

export { beginDraftMutation };
