import { Injectable } from '@nestjs/common';
import type { StimulusDraftText } from '@attest/contracts';
import { Transaction } from '../../../platform/database/transaction.ts';
import { DraftsRepository, type Draft } from '../drafts/drafts.repository.ts';
import { StimulusRow } from '../item-bank.entity.ts';

@Injectable()
export class StimulusDraftsRepository extends DraftsRepository<StimulusDraftText> {
  constructor(transaction: Transaction) {
    super(transaction, 'stimulus');
  }

  stimulusOf({ recordId }: Draft<StimulusDraftText>): Promise<StimulusRow | null> {
    return recordId === null
      ? Promise.resolve(null)
      : this.transaction.manager.findOneBy(StimulusRow, { id: recordId });
  }
}
