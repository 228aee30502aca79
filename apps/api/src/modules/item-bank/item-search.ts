import { Injectable } from '@nestjs/common';
import type { CandidateStimulus } from '@attest/contracts';
import type { ItemContent, ItemMetadata } from '@attest/item-bank';
import { Transaction } from '../../platform/database/transaction.ts';
import { itemSearchOf } from './item-text.ts';

/** Keeps what a search finds of items in step with what they share. */
@Injectable()
export class ItemSearch {
  constructor(private readonly transaction: Transaction) {}

  /**
   * The items of a stimulus are found by its new words from now on, and no more by its old ones. Call it in the
   * transaction that gives the stimulus its version.
   */
  async follow(stimulusId: string, stimulus: CandidateStimulus): Promise<void> {
    const items = await this.transaction.rows<{
      id: string;
      metadata: ItemMetadata;
      content: ItemContent;
    }>(
      `SELECT i.id, i.metadata, v.content FROM items i
       JOIN item_versions v ON v.item_id = i.id AND v.version = i.version
       WHERE i.stimulus_id = $1 ORDER BY i.id FOR UPDATE OF i`,
      [stimulusId],
    );
    await this.transaction.rows(
      `UPDATE items SET search = w.search::tsvector
       FROM unnest($1::uuid[], $2::text[]) AS w (id, search) WHERE items.id = w.id`,
      [
        items.map(({ id }) => id),
        items.map(({ metadata, content }) => itemSearchOf(metadata, content, stimulus)),
      ],
    );
  }
}
