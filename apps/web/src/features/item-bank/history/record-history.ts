import { queryOptions } from '@tanstack/vue-query';
import {
  compareRevisions,
  compareStimulusRevisions,
  listRevisions,
  listStimulusRevisions,
} from '../../../shared/api/generated/sdk.gen.ts';
import type { TextChange } from '../../../shared/api/generated/types.gen.ts';

interface Revision {
  readonly revision: number;
  readonly version: number;
  /** Of questions alone. */
  readonly keyRevision?: number;
  readonly note: string;
  readonly savedBy: string | null;
  readonly savedAt: string;
}

interface Comparison {
  readonly from: Revision;
  readonly to: Revision;
  readonly changes: readonly TextChange[];
}

interface Revisions {
  readonly revisions: readonly Revision[];
  readonly next: string | null;
}

/** What the server knows of the revisions of one kind of record, and the pages that show it. */
interface RecordHistory {
  readonly kind: 'item' | 'stimulus';
  /** Of the address. */
  readonly param: string;
  readonly pages: { readonly record: string; readonly history: string; readonly compare: string };
  list(id: string, query: { limit: number; after?: string }): Promise<Revisions>;
  compare(id: string, query: { from: number; to: number }): Promise<Comparison>;
}

const items: RecordHistory = {
  kind: 'item',
  param: 'itemId',
  pages: { record: 'bank-item', history: 'item-history', compare: 'compare-item' },
  list: async (itemId, query) => (await listRevisions({ path: { itemId }, query })).data,
  compare: async (itemId, query) => (await compareRevisions({ path: { itemId }, query })).data,
};

const stimuli: RecordHistory = {
  kind: 'stimulus',
  param: 'stimulusId',
  pages: { record: 'stimulus', history: 'stimulus-history', compare: 'compare-stimulus' },
  list: async (stimulusId, query) => (await listStimulusRevisions({ path: { stimulusId }, query })).data,
  compare: async (stimulusId, query) =>
    (await compareStimulusRevisions({ path: { stimulusId }, query })).data,
};

/** That of the record an address names. */
export const historyOf = (params: Readonly<Record<string, unknown>>) =>
  'stimulusId' in params ? stimuli : items;

const pageSize = 50;

/** @param after cursor of the page before; null for the newest */
export const revisionsQuery = (history: RecordHistory, id: string, after: string | null) =>
  queryOptions({
    queryKey: ['revisions', history.kind, id, after],
    queryFn: () => history.list(id, { limit: pageSize, ...(after !== null && { after }) }),
  });

export const comparisonQuery = (history: RecordHistory, id: string, from: number, to: number) =>
  queryOptions({
    queryKey: ['comparison', history.kind, id, from, to],
    queryFn: () => history.compare(id, { from, to }),
  });
