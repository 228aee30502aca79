import { Injectable } from '@nestjs/common';
import {
  commentBounds,
  Uuid,
  type CommentsQuery,
  type ItemComment,
  type ItemComments,
  type MakeComment,
  type ReplyToComment,
  type SettleComment,
} from '@attest/contracts';
import type * as z from 'zod';
import { AuditLog } from '../../../platform/audit/audit-log.ts';
import type { Person } from '../../../platform/auth/access.ts';
import { Transaction } from '../../../platform/database/transaction.ts';
import { cutPage, foreignCursor, readCursor } from '../../../platform/http/cursor.ts';
import { Problem } from '../../../platform/http/problem.ts';
import { ItemStore, type StoredItem } from '../item-store.ts';
import { BlindReviews } from '../reviews/blind-reviews.ts';
import type { ItemCommentRow } from './item-comment.entity.ts';
import { ItemCommentsRepository, type FoundComment, type FoundReply } from './item-comments.repository.ts';

/** Comments tell of keys: they are for those who write an item, and for reviewers once they have answered it. */
@Injectable()
export class ItemCommentsService {
  constructor(
    private readonly transaction: Transaction,
    private readonly items: ItemStore,
    private readonly blindness: BlindReviews,
    private readonly comments: ItemCommentsRepository,
    private readonly audit: AuditLog,
  ) {}

  async list(
    person: Person,
    itemId: string,
    { state, limit, after }: z.infer<typeof CommentsQuery>,
  ): Promise<ItemComments> {
    const { row } = await this.blindness.seen(person, itemId);
    const found = await this.comments.page(row.id, state === 'resolved', placeAfter(after), limit + 1);
    const { page, next } = cutPage(found, limit, ({ id }) => [id]);
    const replies = await this.comments.repliesTo(page.map(({ id }) => id));
    const { open, resolved } = await this.comments.counts(row.id);
    return {
      comments: page.map((comment) => toComment(person, comment, replies)),
      next,
      openCount: open,
      resolvedCount: resolved,
    };
  }

  make(person: Person, itemId: string, { revision, quote, body }: MakeComment): Promise<ItemComments> {
    return this.change(person, itemId, async () => {
      const { row } = await this.items.findSeen(itemId, revision);
      const { open } = await this.comments.counts(row.id);
      if (open >= commentBounds.open) throw new Problem('comments-at-limit');
      const { accountId: authorId } = person;
      const id = await this.comments.add({ itemId: row.id, revision, authorId, quote, body });
      await this.record(person, itemId, 'item.commented', { id, revision, body });
    });
  }

  reply(person: Person, itemId: string, id: string, { body }: ReplyToComment): Promise<ItemComments> {
    return this.change(person, itemId, async ({ row }) => {
      await this.found(row.id, id);
      if ((await this.comments.countReplies(id)) >= commentBounds.replies) {
        throw new Problem('comments-at-limit', {
          detail: 'This comment has as many replies as it may have.',
        });
      }
      await this.comments.reply(id, person.accountId, body);
      await this.record(person, itemId, 'item.comment-answered', { id, body });
    });
  }

  settle(
    person: Person,
    itemId: string,
    id: string,
    { isResolved, remark }: SettleComment,
  ): Promise<ItemComments> {
    return this.change(person, itemId, async ({ row }) => {
      const comment = await this.found(row.id, id);
      if ((comment.resolvedBy !== null) === isResolved) return;
      await this.comments.settle(id, isResolved ? person.accountId : null, isResolved ? remark : '');
      await this.record(person, itemId, isResolved ? 'item.comment-resolved' : 'item.comment-reopened', {
        id,
        remark,
      });
    });
  }

  /** One's own, while nobody has answered it. */
  remove(person: Person, itemId: string, id: string): Promise<ItemComments> {
    return this.change(person, itemId, async ({ row }) => {
      const comment = await this.found(row.id, id);
      const isAnswered = (await this.comments.countReplies(id)) > 0;
      if (comment.authorId !== person.accountId || isAnswered || comment.resolvedBy !== null) {
        throw new Problem('not-found', { detail: 'There is no such comment of yours that nobody answered.' });
      }
      await this.comments.remove(id);
      await this.record(person, itemId, 'item.comment-deleted', { id, body: comment.body });
    });
  }

  /** @returns the open ones, as they are now */
  private change(
    person: Person,
    itemId: string,
    work: (stored: StoredItem) => Promise<void>,
  ): Promise<ItemComments> {
    return this.transaction.run(async () => {
      await work(await this.blindness.seen(person, itemId));
      return this.list(person, itemId, { state: 'open', limit: commentBounds.open, after: undefined });
    });
  }

  private async found(itemId: string, id: string): Promise<ItemCommentRow> {
    const comment = await this.comments.findForChange(itemId, id);
    if (comment === null) throw new Problem('not-found', { detail: 'There is no such comment.' });
    return comment;
  }

  private record({ accountId }: Person, itemId: string, kind: string, after: object): Promise<void> {
    const subject = { kind: 'item', id: itemId };
    return this.audit.record({ kind, actorId: accountId, subject, reason: null, after });
  }
}

function placeAfter(cursor: string | undefined): string | null {
  const place = readCursor(cursor);
  if (place === null) return null;
  const id = Uuid.safeParse(place[0]);
  if (!id.success || place.length !== 1) throw foreignCursor();
  return id.data;
}

function toComment(person: Person, comment: FoundComment, replies: readonly FoundReply[]): ItemComment {
  const { revision, quote, resolver, resolvedAt, resolution } = comment;
  return {
    ...said(person, comment),
    revision,
    quote,
    replies: replies.filter(({ commentId }) => commentId === comment.id).map((reply) => said(person, reply)),
    resolved:
      resolver === null || resolvedAt === null
        ? null
        : { by: resolver, at: resolvedAt.toISOString(), remark: resolution },
  };
}

function said({ accountId }: Person, { id, author, authorId, body, saidAt }: FoundComment | FoundReply) {
  return { id, author, isMine: authorId === accountId, body, saidAt: saidAt.toISOString() };
}
