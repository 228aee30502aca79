import { Injectable } from '@nestjs/common';
import type { ItemDraftText, ItemRevision } from '@attest/contracts';
import { draftOfItem, type ItemText } from '@attest/item-bank';
import { Transaction } from '../../../platform/database/transaction.ts';
import { Revisions, type FoundRevision } from './revisions.ts';

@Injectable()
export class ItemRevisionsService extends Revisions<ItemRevision, ItemText, ItemDraftText> {
  constructor(transaction: Transaction) {
    super(transaction, 'item');
  }

  protected told({ savedAt, ...revision }: FoundRevision): ItemRevision {
    return { ...revision, savedAt: savedAt.toISOString() };
  }

  protected textOf(record: ItemText): ItemDraftText {
    return draftOfItem(record);
  }
}
