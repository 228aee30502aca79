import { Injectable } from '@nestjs/common';
import type { AccountId } from '@attest/contracts';
import { itemFileOf } from '@attest/item-bank';
import { KeepItem } from '../drafts/keep-item.ts';
import { ItemStore } from '../item-store.ts';

/**
 * Brings items up to a scenario that has new content: a hotspot names its places as the diagram does, beside it and
 * to screen readers. Whoever approved the item approved the former names, and so it is judged anew.
 */
@Injectable()
export class FollowStimulus {
  constructor(
    private readonly items: ItemStore,
    private readonly keeping: KeepItem,
  ) {}

  /**
   * Call it within the transaction that keeps the scenario.
   *
   * @param itemIds of those that use it, and name nothing it does not have
   * @returns ids of those that candidates see changed
   */
  async bring(accountId: AccountId, itemIds: readonly string[], stimulusId: string): Promise<string[]> {
    const changed: string[] = [];
    for (const id of itemIds) {
      const stored = await this.items.findForChange(id);
      // Nobody else could bring an item to this scenario meanwhile; away from it, anybody could.
      if (stored?.row.metadata.stimulusId !== stimulusId) continue;
      const { status, metadata } = stored.row;
      const { text } = await this.items.textOf(stored.row);
      const record = itemFileOf(text, { status, reviewers: metadata.reviewers });
      const { contentHash } = await this.items.compile(record);
      if (contentHash === stored.version.contentHash) continue;
      await this.keeping.keep(accountId, record, stored, `Follows a new version of ${stimulusId}`);
      changed.push(id);
    }
    return changed;
  }
}
