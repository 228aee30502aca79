import { Injectable } from '@nestjs/common';
import type { AccountId, ItemMove, ItemStatus, ResponseValue, ReviewAspect } from '@attest/contracts';
import { digestOf } from '@attest/item-bank';
import { Transaction } from '../../../platform/database/transaction.ts';
import { In } from 'typeorm';
import { ItemRow } from '../item-bank.entity.ts';
import type { StoredItem } from '../item-store.ts';
import { addMove, mostTold, movesOf } from './moves.ts';

export interface FoundJudgement {
  readonly judgedHash: string;
  readonly reviewerId: AccountId;
  readonly reviewer: string;
  readonly value: ResponseValue;
  readonly points: number;
  readonly answeredAt: Date;
  readonly verdict: 'approved' | 'changes' | null;
  readonly aspects: readonly ReviewAspect[];
  readonly remark: string;
  readonly judgedAt: Date | null;
}

export interface QueuedItem {
  readonly row: ItemRow;
  readonly judgedHash: string;
}

@Injectable()
export class ItemReviewsRepository {
  constructor(private readonly transaction: Transaction) {}

  /** Newest first. */
  judgements(itemId: string): Promise<FoundJudgement[]> {
    return this.transaction.rows<FoundJudgement>(
      `SELECT j.judged_hash AS "judgedHash", j.reviewer_id AS "reviewerId", a.display_name AS reviewer, j.value,
         j.points, j.answered_at AS "answeredAt", j.verdict, j.aspects, j.remark, j.judged_at AS "judgedAt"
       FROM item_judgements j JOIN accounts a ON a.id = j.reviewer_id
       WHERE j.item_id = $1 ORDER BY coalesce(j.judged_at, j.answered_at) DESC LIMIT ${String(mostTold)}`,
      [itemId],
    );
  }

  /** The first answer counts: a second one would know the key. */
  async answer(
    { row, ...stored }: StoredItem,
    reviewerId: AccountId,
    value: ResponseValue,
    points: number,
  ): Promise<void> {
    await this.transaction.rows(
      `INSERT INTO item_judgements (item_id, judged_hash, reviewer_id, revision, value, points, answered_at)
       VALUES ($1, $2, $3, $4, $5, $6, attest_now()) ON CONFLICT DO NOTHING`,
      [row.id, judgedHashOf(stored), reviewerId, row.revision, JSON.stringify(value), points],
    );
  }

  async judge(
    { row, ...stored }: StoredItem,
    reviewerId: AccountId,
    verdict: 'approved' | 'changes',
    aspects: readonly ReviewAspect[],
    remark: string,
  ): Promise<void> {
    await this.transaction.rows(
      `UPDATE item_judgements SET verdict = $4, aspects = $5, remark = $6, judged_at = attest_now()
       WHERE item_id = $1 AND judged_hash = $2 AND reviewer_id = $3`,
      [row.id, judgedHashOf(stored), reviewerId, verdict, [...new Set(aspects)], remark],
    );
  }

  /** Everybody who saved since the item was last approved; to change its tags alone is not to write it. */
  async writers(itemId: string): Promise<AccountId[]> {
    const rows = await this.transaction.rows<{ id: AccountId }>(
      `SELECT DISTINCT r.saved_by AS id FROM item_revisions r
       LEFT JOIN item_revisions b ON b.item_id = r.item_id AND b.revision = r.revision - 1
       WHERE r.item_id = $1 AND r.saved_by IS NOT NULL AND r.revision > coalesce(
           (SELECT max(revision) FROM item_moves WHERE item_id = $1 AND to_status = 'approved'), 0)
         AND (b.record IS NULL OR r.record - 'tags' <> b.record - 'tags')`,
      [itemId],
    );
    return rows.map(({ id }) => id);
  }

  moves(itemId: string): Promise<ItemMove[]> {
    return movesOf(this.transaction, 'item', itemId);
  }

  addMove(row: ItemRow, to: ItemStatus, movedBy: AccountId, reason: string): Promise<void> {
    return addMove(this.transaction, 'item', row, to, movedBy, reason);
  }

  /** Items in a status, the one whose review is due first before the others. */
  async queue(
    status: ItemStatus,
    assignedTo: AccountId | null,
    after: readonly string[] | null,
    limit: number,
  ): Promise<(QueuedItem & { readonly id: string; readonly reviewDue: string })[]> {
    const rows = await this.transaction.rows<{
      id: string;
      bankId: string;
      reviewDue: string;
      contentHash: string;
      keyHash: string;
    }>(
      `SELECT i.id, i.bank_id AS "bankId", i.metadata->>'reviewDue' AS "reviewDue",
         v.content_hash AS "contentHash", k.key_hash AS "keyHash"
       FROM items i
       JOIN item_versions v ON v.item_id = i.id AND v.version = i.version
       JOIN item_keys k ON k.item_version_id = v.id AND k.key_revision = i.key_revision
       WHERE i.status = $1 AND ($2::text IS NULL OR (i.metadata->>'reviewDue', i.bank_id) > ($2, $3))
         AND ($5::uuid IS NULL OR EXISTS (
           SELECT 1 FROM item_review_assignments s WHERE s.item_id = i.id AND s.reviewer_id = $5))
       ORDER BY i.metadata->>'reviewDue', i.bank_id LIMIT $4`,
      [status, after?.[0] ?? null, after?.[1] ?? null, limit, assignedTo],
    );
    const { manager } = this.transaction;
    const found = await manager.findBy(ItemRow, { id: In(rows.map(({ id }) => id)) });
    const rowOf = new Map(found.map((row) => [row.id, row]));
    return rows.flatMap(({ id, reviewDue, contentHash, keyHash }) => {
      const row = rowOf.get(id);
      const judgedHash = judgedHashOf({ version: { contentHash }, key: { keyHash } });
      return row === undefined ? [] : [{ id, row, reviewDue, judgedHash }];
    });
  }

  async count(status: ItemStatus, assignedTo: AccountId | null): Promise<number> {
    const [row] = await this.transaction.rows<{ count: number }>(
      `SELECT count(*)::int AS count FROM items i WHERE i.status = $1 AND ($2::uuid IS NULL OR EXISTS (
         SELECT 1 FROM item_review_assignments s WHERE s.item_id = i.id AND s.reviewer_id = $2))`,
      [status, assignedTo],
    );
    return row?.count ?? 0;
  }
}

/** What a review judges: content and key, and nothing beside them. */
export function judgedHashOf({
  version,
  key,
}: {
  readonly version: { readonly contentHash: string };
  readonly key: { readonly keyHash: string };
}): string {
  return digestOf([version.contentHash, key.keyHash]);
}
