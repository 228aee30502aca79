import { Injectable } from '@nestjs/common';
import type { SavedStimulusVersion, SaveStimulusVersion, StimulusDraftText } from '@attest/contracts';
import { judgeStimulus, mayBeWritten, recordOfStimulusDraft, type DraftFrame } from '@attest/item-bank';
import type { Person } from '../../../platform/auth/access.ts';
import { Transaction } from '../../../platform/database/transaction.ts';
import { missingDraft, notFinished, refuseForeignLock } from '../drafts/draft-rules.ts';
import type { Draft } from '../drafts/drafts.repository.ts';
import { StimuliService } from '../stimuli/stimuli.service.ts';
import { changedStimulus, StimulusStore, type StoredStimulus } from '../stimulus-store.ts';
import { FollowStimulus } from './follow-stimulus.ts';
import { KeepStimulus } from './keep-stimulus.ts';
import { StimulusDraftsRepository } from './stimulus-drafts.repository.ts';
import { frameOfStimulus, retiredStimulus } from './stimulus-drafts.service.ts';

/** Makes a draft a revision of its scenario; the draft is gone then. */
@Injectable()
export class SaveStimulusDraft {
  constructor(
    private readonly transaction: Transaction,
    private readonly drafts: StimulusDraftsRepository,
    private readonly stimuli: StimulusStore,
    private readonly bank: StimuliService,
    private readonly keeping: KeepStimulus,
    private readonly following: FollowStimulus,
  ) {}

  save(person: Person, draftId: string, body: SaveStimulusVersion): Promise<SavedStimulusVersion> {
    return this.transaction.run(async () => {
      const draft = await this.drafts.findForChange(draftId, person.accountId);
      if (draft === null) throw missingDraft();
      refuseForeignLock(draft, body.lock);
      const stored = await this.storedOf(draft);
      refuseUnseen(stored, body.over);
      const saved = await this.store(person, draft, stored, body.note);
      await this.drafts.remove(draft.id, person.accountId);
      return saved;
    });
  }

  private async storedOf(draft: Draft<StimulusDraftText>): Promise<StoredStimulus | null> {
    const row = await this.drafts.stimulusOf(draft);
    return row === null ? null : this.stimuli.findForChange(row.bankId);
  }

  private async store(
    { accountId, displayName }: Person,
    { text }: Draft<StimulusDraftText>,
    stored: StoredStimulus | null,
    note: string,
  ): Promise<SavedStimulusVersion> {
    const users = stored === null ? [] : await this.stimuli.usersOf([stored.row.bankId]);
    const frame = stored === null ? await this.newFrame(text, displayName) : await this.frameOf(stored);
    const { stimulus, hints } = judgeStimulus(recordOfStimulusDraft(text, frame), users);
    if (stimulus === null) throw notFinished(hints);
    const { revision, isNewContent } = await this.keeping.keep(accountId, stimulus, stored, note);
    const ids = users.map(({ id }) => id);
    const changedItems = isNewContent ? await this.following.bring(accountId, ids, stimulus.id) : [];
    return { stimulus: await this.bank.listed(stimulus.id), revision, isNewContent, changedItems };
  }

  private async frameOf({ row }: StoredStimulus): Promise<DraftFrame> {
    return frameOfStimulus(row, await this.stimuli.textOf(row));
  }

  private async newFrame({ certifications }: StimulusDraftText, author: string): Promise<DraftFrame> {
    const created = (await this.transaction.now()).toISOString().slice(0, 10);
    const id = await this.stimuli.nextId(certifications[0] ?? 'CAISA');
    return { id, author, created, reviewers: [], status: 'draft' };
  }
}

/** Nobody saves over a revision they have not seen, nor into what is out of use. */
function refuseUnseen(stored: StoredStimulus | null, over: number | null): void {
  if (stored !== null && !mayBeWritten(stored.row.status)) throw retiredStimulus(stored.row.bankId);
  const revision = stored?.row.revision ?? null;
  if (revision !== over) throw changedStimulus(revision, over);
}
