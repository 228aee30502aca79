import { queryOptions } from '@tanstack/vue-query';
import {
  compareDraftOptions,
  compareRevisionsOptions,
  listRevisionsOptions,
} from '../../../shared/api/generated/@tanstack/vue-query.gen.ts';

const pageSize = 50;

/** @param after cursor of the page before; null for the newest */
export const revisionsQuery = (itemId: string, after: string | null) =>
  queryOptions(
    listRevisionsOptions({ path: { itemId }, query: { limit: pageSize, ...(after !== null && { after }) } }),
  );

export const comparisonQuery = (itemId: string, from: number, to: number) =>
  queryOptions(compareRevisionsOptions({ path: { itemId }, query: { from, to } }));

/** Asked afresh: the draft goes on changing. */
export const draftComparisonQuery = (draftId: string) =>
  queryOptions({ ...compareDraftOptions({ path: { draftId } }), staleTime: 0, gcTime: 0 });
