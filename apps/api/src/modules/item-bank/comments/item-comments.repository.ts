import { Injectable } from '@nestjs/common';
import type { AccountId, Quote } from '@attest/contracts';
import { Transaction } from '../../../platform/database/transaction.ts';
import { newId } from '../../../platform/ids/new-id.ts';
import { ItemCommentReplyRow, ItemCommentRow } from './item-comment.entity.ts';

interface Said {
  readonly id: string;
  readonly author: string;
  readonly authorId: AccountId;
  readonly body: string;
  readonly saidAt: Date;
}

export interface FoundComment extends Said {
  readonly revision: number;
  readonly quote: Quote | null;
  readonly resolver: string | null;
  readonly resolvedAt: Date | null;
  readonly resolution: string;
}

export interface FoundReply extends Said {
  readonly commentId: string;
}

@Injectable()
export class ItemCommentsRepository {
  constructor(private readonly transaction: Transaction) {}

  /** In the order they were made. @param after id of the last one before */
  page(itemId: string, isResolved: boolean, after: string | null, limit: number): Promise<FoundComment[]> {
    return this.transaction.rows<FoundComment>(
      `SELECT c.id, a.display_name AS author, c.author_id AS "authorId", c.body, c.said_at AS "saidAt", c.revision,
         c.quote, r.display_name AS resolver, c.resolved_at AS "resolvedAt", c.resolution
       FROM item_comments c JOIN accounts a ON a.id = c.author_id LEFT JOIN accounts r ON r.id = c.resolved_by
       WHERE c.item_id = $1 AND (c.resolved_by IS NOT NULL) = $2 AND ($3::uuid IS NULL OR c.id > $3)
       ORDER BY c.id LIMIT $4`,
      [itemId, isResolved, after, limit],
    );
  }

  repliesTo(commentIds: readonly string[]): Promise<FoundReply[]> {
    return this.transaction.rows<FoundReply>(
      `SELECT r.id, r.comment_id AS "commentId", a.display_name AS author, r.author_id AS "authorId", r.body,
         r.said_at AS "saidAt"
       FROM item_comment_replies r JOIN accounts a ON a.id = r.author_id
       WHERE r.comment_id = ANY($1) ORDER BY r.id`,
      [commentIds],
    );
  }

  async counts(itemId: string): Promise<{ readonly open: number; readonly resolved: number }> {
    const [counts] = await this.transaction.rows<{ open: number; resolved: number }>(
      `SELECT (count(*) FILTER (WHERE resolved_by IS NULL))::int AS open,
         (count(*) FILTER (WHERE resolved_by IS NOT NULL))::int AS resolved
       FROM item_comments WHERE item_id = $1`,
      [itemId],
    );
    return counts ?? { open: 0, resolved: 0 };
  }

  /** For a change: nobody else changes it until the transaction has ended. */
  findForChange(itemId: string, id: string): Promise<ItemCommentRow | null> {
    return this.transaction.manager.findOne(ItemCommentRow, {
      where: { id, itemId },
      lock: { mode: 'pessimistic_write' },
    });
  }

  async add(
    comment: Pick<ItemCommentRow, 'itemId' | 'revision' | 'authorId' | 'quote' | 'body'>,
  ): Promise<string> {
    const id = newId();
    const { manager } = this.transaction;
    await manager.insert(ItemCommentRow, {
      id,
      ...comment,
      saidAt: await this.transaction.now(),
      resolvedBy: null,
      resolvedAt: null,
      resolution: '',
    });
    return id;
  }

  countReplies(commentId: string): Promise<number> {
    return this.transaction.manager.countBy(ItemCommentReplyRow, { commentId });
  }

  async reply(commentId: string, authorId: AccountId, body: string): Promise<void> {
    const saidAt = await this.transaction.now();
    const { manager } = this.transaction;
    await manager.insert(ItemCommentReplyRow, { id: newId(), commentId, authorId, body, saidAt });
  }

  /** @param by null: it is opened again */
  async settle(id: string, by: AccountId | null, resolution: string): Promise<void> {
    const resolvedAt = by === null ? null : await this.transaction.now();
    const { manager } = this.transaction;
    await manager.update(ItemCommentRow, { id }, { resolvedBy: by, resolvedAt, resolution });
  }

  async remove(id: string): Promise<void> {
    await this.transaction.manager.delete(ItemCommentRow, { id });
  }
}
