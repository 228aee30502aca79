import type { ItemDraftText } from '@attest/contracts';
import {
  beginDraft,
  changeDraft,
  compareDraft,
  discardDraft,
  moveItem,
  readDraft,
  saveVersion,
} from '../../../shared/api/generated/sdk.gen.ts';
import type { ItemDraft, ItemDraftText as SentText } from '../../../shared/api/generated/types.gen.ts';
import type { DraftKind } from './draft-kind.ts';

/** Drafts of questions. */
export const itemDrafts: DraftKind<ItemDraftText, ItemDraft> = {
  name: 'item',
  pages: { drafts: 'drafts', edit: 'edit-item' },
  recordIdOf: ({ itemId }) => itemId,
  change: async (draftId, lock, text) =>
    (await changeDraft({ path: { draftId }, body: { lock, text: text as SentText } })).data,
  read: async (draftId) => (await readDraft({ path: { draftId } })).data,
  beginLike: async ({ itemId }, { type, certifications }) =>
    (
      await beginDraft({
        body: itemId === null ? { type, certification: certifications[0] ?? 'CAISA' } : { itemId },
      })
    ).data,
  discard: (draftId) => discardDraft({ path: { draftId } }),
  save: async ({ id, lock, current }, note) => {
    const { data } = await saveVersion({ path: { draftId: id }, body: { lock, note, over: current } });
    return { id: data.item.id, status: data.item.status, revision: data.revision, followedBy: [] };
  },
  sendToReview: ({ id, revision }) =>
    moveItem({ path: { itemId: id }, body: { to: 'in-review', revision, reason: '' } }),
  compare: async (draftId) => (await compareDraft({ path: { draftId } })).data,
  reviewOf: (itemId) => ({ name: 'item-review', params: { itemId } }),
  isTextOf: ({ text }, kept): kept is ItemDraftText => 'type' in kept && kept.type === text.type,
};
