import { Injectable } from '@nestjs/common';
import type { ItemDraftText, SavedVersion, SaveVersion } from '@attest/contracts';
import { judgeItem, mayBeWritten, recordOfDraft, type DraftFrame } from '@attest/item-bank';
import type { Person } from '../../../platform/auth/access.ts';
import { Transaction } from '../../../platform/database/transaction.ts';
import { Problem } from '../../../platform/http/problem.ts';
import { ItemStore, type StoredItem } from '../item-store.ts';
import { ItemsService } from '../items.service.ts';
import { missingDraft, notFinished, refuseForeignLock } from './draft-rules.ts';
import type { Draft } from './drafts.repository.ts';
import { ItemDraftsRepository } from './item-drafts.repository.ts';
import { frameOfItem } from './item-drafts.service.ts';
import { ItemSurroundings } from './item-surroundings.ts';
import { KeepItem } from './keep-item.ts';

/** Makes a draft a revision of its item; the draft is gone then. */
@Injectable()
export class SaveItemVersion {
  constructor(
    private readonly transaction: Transaction,
    private readonly drafts: ItemDraftsRepository,
    private readonly items: ItemStore,
    private readonly surroundings: ItemSurroundings,
    private readonly bank: ItemsService,
    private readonly keeping: KeepItem,
  ) {}

  save(person: Person, draftId: string, { lock, note, over }: SaveVersion): Promise<SavedVersion> {
    return this.transaction.run(async () => {
      const draft = await this.drafts.findForChange(draftId, person.accountId);
      if (draft === null) throw missingDraft();
      refuseForeignLock(draft, lock);
      await this.surroundings.holdStimulus(draft.text.stimulus);
      const stored = await this.storedOf(draft);
      refuseUnseen(stored, over);
      const saved = await this.store(person, draft, stored, note);
      await this.drafts.remove(draft.id, person.accountId);
      return saved;
    });
  }

  private async storedOf(draft: Draft<ItemDraftText>): Promise<StoredItem | null> {
    const item = await this.drafts.itemOf(draft);
    return item === null ? null : this.items.findForChange(item.bankId);
  }

  private async store(
    person: Person,
    draft: Draft<ItemDraftText>,
    stored: StoredItem | null,
    note: string,
  ): Promise<SavedVersion> {
    const { accountId, displayName } = person;
    const frame = stored === null ? await this.newFrame(draft, displayName) : frameOfItem(stored.row);
    const { item, hints } = judgeItem(
      recordOfDraft(draft.text, frame),
      await this.surroundings.of(draft.text),
    );
    if (item === null) throw notFinished(hints);
    const { revision, isNewContent, isNewKey } = await this.keeping.keep(accountId, item, stored, note);
    return { item: await this.bank.listed(item.id), revision, isNewContent, isNewKey };
  }

  private async newFrame({ text }: Draft<ItemDraftText>, author: string): Promise<DraftFrame> {
    const created = (await this.transaction.now()).toISOString().slice(0, 10);
    const id = await this.items.nextId(text.certifications[0] ?? 'CAISA', text.domain);
    return { id, author, created, reviewers: [], status: 'draft' };
  }
}

/** Nobody saves over a revision they have not seen, nor into what is out of use. */
function refuseUnseen(stored: StoredItem | null, over: number | null): void {
  if (stored !== null && !mayBeWritten(stored.row.status)) throw new Problem('item-retired');
  if ((stored?.row.revision ?? null) !== over) {
    throw new Problem('item-changed-meanwhile', {
      detail: `The item is at revision ${String(stored?.row.revision)} now, not ${String(over)}: compare, then save again.`,
    });
  }
}
