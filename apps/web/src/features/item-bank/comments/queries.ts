import { queryOptions, useMutation, useQueryClient } from '@tanstack/vue-query';
import { listCommentsOptions } from '../../../shared/api/generated/@tanstack/vue-query.gen.ts';
import {
  deleteComment,
  makeComment,
  replyToComment,
  settleComment,
} from '../../../shared/api/generated/sdk.gen.ts';
import type { ItemComments, MakeComment, SettleComment } from '../../../shared/api/generated/types.gen.ts';

/** As many as an item may have open. */
const limit = 100;

export const commentsQuery = (itemId: string, state: 'open' | 'resolved') =>
  queryOptions({ ...listCommentsOptions({ path: { itemId }, query: { state, limit } }), staleTime: 0 });

/** What can be done with the comments of an item; each answers with those that are open then. */
export function useCommentChanges(itemId: string) {
  const client = useQueryClient();
  const onSuccess = (comments: ItemComments) => {
    client.setQueryData(commentsQuery(itemId, 'open').queryKey, comments);
    void client.invalidateQueries({ queryKey: commentsQuery(itemId, 'resolved').queryKey });
  };
  const path = (commentId: string) => ({ itemId, commentId });
  return {
    make: useMutation({
      mutationFn: async (body: MakeComment) => (await makeComment({ path: { itemId }, body })).data,
      onSuccess,
    }),
    reply: useMutation({
      mutationFn: async ({ id, body }: { id: string; body: string }) =>
        (await replyToComment({ path: path(id), body: { body } })).data,
      onSuccess,
    }),
    settle: useMutation({
      mutationFn: async ({ id, ...body }: { id: string } & SettleComment) =>
        (await settleComment({ path: path(id), body })).data,
      onSuccess,
    }),
    remove: useMutation({
      mutationFn: async (id: string) => (await deleteComment({ path: path(id) })).data,
      onSuccess,
    }),
  };
}
