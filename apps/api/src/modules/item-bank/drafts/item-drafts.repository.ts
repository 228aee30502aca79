import { Injectable } from '@nestjs/common';
import type { ItemDraftText } from '@attest/contracts';
import { Transaction } from '../../../platform/database/transaction.ts';
import { ItemRow } from '../item-bank.entity.ts';
import { DraftsRepository, type Draft } from './drafts.repository.ts';

@Injectable()
export class ItemDraftsRepository extends DraftsRepository<ItemDraftText> {
  constructor(transaction: Transaction) {
    super(transaction, 'item');
  }

  itemOf({ recordId }: Draft<ItemDraftText>): Promise<ItemRow | null> {
    return recordId === null
      ? Promise.resolve(null)
      : this.transaction.manager.findOneBy(ItemRow, { id: recordId });
  }
}
