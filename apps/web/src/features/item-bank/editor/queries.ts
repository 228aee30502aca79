import { queryOptions } from '@tanstack/vue-query';
import {
  beginDraftMutation,
  listDraftsOptions,
  readDraftOptions,
  readStimulusOptions,
} from '../../../shared/api/generated/@tanstack/vue-query.gen.ts';

/** Read afresh each time: the fields go on from what the server has. */
export const draftQuery = (draftId: string) =>
  queryOptions({ ...readDraftOptions({ path: { draftId } }), staleTime: 0, gcTime: 0 });

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
