import type { StimulusDraftText } from '@attest/contracts';
import {
  beginStimulusDraft,
  changeStimulusDraft,
  compareStimulusDraft,
  discardStimulusDraft,
  moveStimulus,
  readStimulusDraft,
  saveStimulusVersion,
} from '../../../shared/api/generated/sdk.gen.ts';
import type {
  StimulusDraft,
  StimulusDraftText as SentText,
} from '../../../shared/api/generated/types.gen.ts';
import type { DraftKind } from '../editor/draft-kind.ts';

/** Drafts of scenarios. */
export const stimulusDrafts: DraftKind<StimulusDraftText, StimulusDraft> = {
  name: 'stimulus',
  pages: { drafts: 'stimulus-drafts', edit: 'edit-stimulus' },
  recordIdOf: ({ stimulusId }) => stimulusId,
  change: async (draftId, lock, text) =>
    (await changeStimulusDraft({ path: { draftId }, body: { lock, text: text as SentText } })).data,
  read: async (draftId) => (await readStimulusDraft({ path: { draftId } })).data,
  beginLike: async ({ stimulusId }, { certifications }) =>
    (
      await beginStimulusDraft({
        body: stimulusId === null ? { certification: certifications[0] ?? 'CAISA' } : { stimulusId },
      })
    ).data,
  discard: (draftId) => discardStimulusDraft({ path: { draftId } }),
  save: async ({ id, lock, current }, note) => {
    const path = { draftId: id };
    const { data } = await saveStimulusVersion({ path, body: { lock, note, over: current } });
    const { stimulus, revision, changedItems: followedBy } = data;
    return { id: stimulus.id, status: stimulus.status, revision, followedBy };
  },
  sendToReview: ({ id, revision }) =>
    moveStimulus({ path: { stimulusId: id }, body: { to: 'in-review', revision, reason: '' } }),
  compare: async (draftId) => (await compareStimulusDraft({ path: { draftId } })).data,
  reviewOf: (stimulusId) => ({ name: 'stimulus-review', params: { stimulusId } }),
  isTextOf: (_, kept): kept is StimulusDraftText => 'facts' in kept && 'exhibits' in kept,
};
