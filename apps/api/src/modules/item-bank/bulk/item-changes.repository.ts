import { Injectable } from '@nestjs/common';
import type { AccountId, BulkAction, BulkUndo } from '@attest/contracts';
import { Transaction } from '../../../platform/database/transaction.ts';
import { newId } from '../../../platform/ids/new-id.ts';
import { ItemChangeRow, type ChangedItem } from './item-change.entity.ts';

/**
 * Pages offer to undo for ten seconds, a time that stands still while somebody is at the button; this is how long they
 * may be there.
 */
export const undoSeconds = 120;

/** Changes of many items, for as long as they can be undone. */
@Injectable()
export class ItemChangesRepository {
  constructor(private readonly transaction: Transaction) {}

  async add(
    madeBy: AccountId,
    action: BulkAction,
    items: readonly ChangedItem[],
  ): Promise<{ readonly id: string; readonly undoUntil: Date }> {
    const [id, madeAt] = [newId(), await this.transaction.now()];
    // What can no longer be undone is in the audit trail.
    await this.transaction.rows(
      `DELETE FROM item_changes WHERE made_by = $1 AND made_at < attest_now() - interval '1 day'`,
      [madeBy],
    );
    await this.transaction.manager.insert(ItemChangeRow, { id, madeBy, madeAt, action, items: [...items] });
    return { id, undoUntil: endOf({ madeAt }) };
  }

  /** For undoing: nobody else does until the transaction has ended. */
  find(id: string, madeBy: AccountId): Promise<ItemChangeRow | null> {
    return this.transaction.manager.findOne(ItemChangeRow, {
      where: { id, madeBy },
      lock: { mode: 'pessimistic_write' },
    });
  }

  async close({ id }: ItemChangeRow, undone: BulkUndo): Promise<void> {
    await this.transaction.manager.update(ItemChangeRow, { id }, { undone });
  }

  /** The last step of an item is none any more; the audit trail keeps it and its undoing. */
  async takeBackMove(itemId: string): Promise<void> {
    await this.transaction.rows(
      `DELETE FROM item_moves WHERE id = (SELECT id FROM item_moves WHERE item_id = $1 ORDER BY id DESC LIMIT 1)`,
      [itemId],
    );
  }
}

export const endOf = ({ madeAt }: Pick<ItemChangeRow, 'madeAt'>): Date =>
  new Date(madeAt.getTime() + undoSeconds * 1000);
