import { infiniteQueryOptions, queryOptions } from '@tanstack/vue-query';
import {
  beginDraftMutation,
  discardDraftMutation,
  moveItemMutation,
  readDraftOptions,
  readStimulusOptions,
  saveVersionMutation,
} from '../../../shared/api/generated/@tanstack/vue-query.gen.ts';
import { listDrafts } from '../../../shared/api/generated/sdk.gen.ts';

/** Read afresh each time: the fields go on from what the server has. */
export const draftQuery = (draftId: string) =>
  queryOptions({ ...readDraftOptions({ path: { draftId } }), staleTime: 0, gcTime: 0 });

const pageSize = 50;

export const draftsQuery = () =>
  infiniteQueryOptions({
    queryKey: ['item-drafts'],
    queryFn: async ({ pageParam }) =>
      (await listDrafts({ query: { limit: pageSize, ...(pageParam !== null && { after: pageParam }) } }))
        .data,
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });

export const stimulusOfDraftQuery = (stimulusId: string | null | undefined) =>
  queryOptions({
    ...readStimulusOptions({ path: { stimulusId: stimulusId ?? '' } }),
    enabled: Boolean(stimulusId),
    retry: false,
  });

export { beginDraftMutation, discardDraftMutation, moveItemMutation, saveVersionMutation };
