import type { AccountId, Quote } from '@attest/contracts';
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** What somebody said of words of an item, or of all of it. */
@Entity('item_comments')
@Index('item_comments_item_idx', ['itemId', 'id'])
@Check('item_comments_resolved_check', '(resolved_by IS NULL) = (resolved_at IS NULL)')
@ForeignKey('item_revisions', ['itemId', 'revision'], ['itemId', 'revision'], {
  name: 'item_comments_revision_fkey',
})
export class ItemCommentRow {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'item_comments_pkey' })
  id!: string;

  @Column('uuid', { name: 'item_id' })
  itemId!: string;

  @Column('integer')
  revision!: number;

  @Column('uuid', { name: 'author_id' })
  @ForeignKey('accounts', 'id', { name: 'item_comments_author_fkey' })
  authorId!: AccountId;

  @Column('jsonb', { nullable: true })
  quote!: Quote | null;

  @Column('text')
  body!: string;

  @Column('timestamptz', { name: 'said_at' })
  saidAt!: Date;

  /** Null while it is open. */
  @Column('uuid', { name: 'resolved_by', nullable: true })
  @ForeignKey('accounts', 'id', { name: 'item_comments_resolved_by_fkey' })
  resolvedBy!: AccountId | null;

  @Column('timestamptz', { name: 'resolved_at', nullable: true })
  resolvedAt!: Date | null;

  @Column('text')
  resolution!: string;
}

@Entity('item_comment_replies')
@Index('item_comment_replies_comment_idx', ['commentId', 'id'])
export class ItemCommentReplyRow {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'item_comment_replies_pkey' })
  id!: string;

  @Column('uuid', { name: 'comment_id' })
  @ForeignKey(() => ItemCommentRow, { name: 'item_comment_replies_comment_fkey' })
  commentId!: string;

  @Column('uuid', { name: 'author_id' })
  @ForeignKey('accounts', 'id', { name: 'item_comment_replies_author_fkey' })
  authorId!: AccountId;

  @Column('text')
  body!: string;

  @Column('timestamptz', { name: 'said_at' })
  saidAt!: Date;
}
