import { Injectable } from '@nestjs/common';
import type { AccountId, ItemDraftText } from '@attest/contracts';
import { IsNull } from 'typeorm';
import { Transaction } from '../../../platform/database/transaction.ts';
import { newId } from '../../../platform/ids/new-id.ts';
import { ItemRow } from '../item-bank.entity.ts';
import { ItemDraftRow } from './item-draft.entity.ts';

/** Somebody else at work on the same item. */
interface OtherWriter {
  readonly name: string;
  readonly changedAt: Date;
}

@Injectable()
export class ItemDraftsRepository {
  constructor(private readonly transaction: Transaction) {}

  find(id: string, ownerId: AccountId): Promise<ItemDraftRow | null> {
    return this.transaction.manager.findOneBy(ItemDraftRow, { id, ownerId });
  }

  /** For a change: nobody else changes it until the transaction has ended. */
  findForChange(id: string, ownerId: AccountId): Promise<ItemDraftRow | null> {
    return this.transaction.manager.findOne(ItemDraftRow, {
      where: { id, ownerId },
      lock: { mode: 'pessimistic_write' },
    });
  }

  findOfItem(itemId: string, ownerId: AccountId): Promise<ItemDraftRow | null> {
    return this.transaction.manager.findOneBy(ItemDraftRow, { itemId, ownerId });
  }

  itemOf({ itemId }: ItemDraftRow): Promise<ItemRow | null> {
    return itemId === null
      ? Promise.resolve(null)
      : this.transaction.manager.findOneBy(ItemRow, { id: itemId });
  }

  /** Newest first. @param before the last one known, by time and id */
  list(
    ownerId: AccountId,
    before: readonly string[] | null,
    limit: number,
  ): Promise<(ItemDraftRow & { bankId: string | null })[]> {
    return this.transaction.rows(
      `SELECT d.id, d.item_id AS "itemId", d.text, d.updated_at AS "updatedAt", i.bank_id AS "bankId"
       FROM item_drafts d LEFT JOIN items i ON i.id = d.item_id
       WHERE d.owner_id = $1 AND ($2::timestamptz IS NULL OR (d.updated_at, d.id) < ($2::timestamptz, $3::uuid))
       ORDER BY d.updated_at DESC, d.id DESC LIMIT $4`,
      [ownerId, before?.[0] ?? null, before?.[1] ?? null, limit],
    );
  }

  countNew(ownerId: AccountId): Promise<number> {
    return this.transaction.manager.countBy(ItemDraftRow, { ownerId, itemId: IsNull() });
  }

  /** Who else changed a draft of the item in the last minutes. */
  others({ itemId, ownerId }: ItemDraftRow, withinSeconds: number): Promise<OtherWriter[]> {
    if (itemId === null) return Promise.resolve([]);
    return this.transaction.rows<OtherWriter>(
      `SELECT a.display_name AS name, d.updated_at AS "changedAt"
       FROM item_drafts d JOIN accounts a ON a.id = d.owner_id
       WHERE d.item_id = $1 AND d.owner_id <> $2 AND d.updated_at > attest_now() - make_interval(secs => $3)
       ORDER BY d.updated_at DESC LIMIT 20`,
      [itemId, ownerId, withinSeconds],
    );
  }

  async add({
    ownerId,
    itemId,
    basedOn,
    text,
  }: Pick<ItemDraftRow, 'ownerId' | 'itemId' | 'basedOn' | 'text'>): Promise<ItemDraftRow> {
    const now = await this.transaction.now();
    const row = { id: newId(), ownerId, itemId, basedOn, lock: 1, text, createdAt: now, updatedAt: now };
    await this.transaction.rows(
      `INSERT INTO item_drafts (id, owner_id, item_id, based_on, lock, text, created_at, updated_at)
       VALUES ($1, $2, $3, $4, 1, $5, $6, $6)`,
      [row.id, ownerId, itemId, basedOn, JSON.stringify(text), now],
    );
    return row;
  }

  async change(draft: ItemDraftRow, text: ItemDraftText): Promise<ItemDraftRow> {
    const next = { lock: draft.lock + 1, text, updatedAt: await this.transaction.now() };
    await this.transaction.rows(
      `UPDATE item_drafts SET lock = $2, text = $3, updated_at = $4 WHERE id = $1`,
      [draft.id, next.lock, JSON.stringify(text), next.updatedAt],
    );
    return Object.assign(draft, next);
  }

  async remove(id: string, ownerId: AccountId): Promise<boolean> {
    const { affected } = await this.transaction.manager.delete(ItemDraftRow, { id, ownerId });
    return affected === 1;
  }
}
