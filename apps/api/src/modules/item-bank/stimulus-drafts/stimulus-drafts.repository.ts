import { Injectable } from '@nestjs/common';
import type { StimulusDraftText } from '@attest/contracts';
import { itemFileOf, type ItemFile, type ItemText } from '@attest/item-bank';
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

  /** Items that use a scenario, as their authors wrote them; but those whose text is in their file only. */
  async usersOf(stimulusId: string): Promise<ItemFile[]> {
    const rows = await this.transaction.rows<{ record: ItemText } & Pick<ItemFile, 'status' | 'reviewers'>>(
      `SELECT r.record, i.status, i.metadata -> 'reviewers' AS reviewers
       FROM items i JOIN item_revisions r ON r.item_id = i.id AND r.revision = i.revision
       WHERE i.stimulus_id = $1 ORDER BY i.bank_id`,
      [stimulusId],
    );
    return rows.map(({ record, ...state }) => itemFileOf(record, state));
  }
}
