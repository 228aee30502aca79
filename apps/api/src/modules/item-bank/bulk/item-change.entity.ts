import type { AccountId, BulkAction, BulkUndo } from '@attest/contracts';
import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { ItemRow } from '../item-bank.entity.ts';

/** Somebody was asked to review an item. */
@Entity('item_review_assignments')
@Index('item_review_assignments_reviewer_idx', ['reviewerId', 'itemId'])
export class ItemReviewAssignmentRow {
  @PrimaryColumn('uuid', { name: 'item_id', primaryKeyConstraintName: 'item_review_assignments_pkey' })
  @ForeignKey(() => ItemRow, { name: 'item_review_assignments_item_fkey' })
  itemId!: string;

  @PrimaryColumn('uuid', { name: 'reviewer_id', primaryKeyConstraintName: 'item_review_assignments_pkey' })
  @ForeignKey('accounts', 'id', { name: 'item_review_assignments_reviewer_fkey' })
  reviewerId!: AccountId;

  @Column('uuid', { name: 'assigned_by' })
  @ForeignKey('accounts', 'id', { name: 'item_review_assignments_assigned_by_fkey' })
  assignedBy!: AccountId;

  @Column('timestamptz', { name: 'assigned_at' })
  assignedAt!: Date;
}

/** What one item was before a change of many, and by what one knows that nothing happened to it since. */
export interface ChangedItem {
  /** Id in the bank. */
  readonly id: string;
  readonly firstWords: string;
  /** Of the item right after the change. */
  readonly stamp: string;
  readonly status: ItemRow['status'];
  readonly reviewers: readonly string[];
}

/** A change of many items, kept for as long as it can be undone and a while longer. */
@Entity('item_changes')
@Index('item_changes_made_by_idx', ['madeBy', 'madeAt'])
export class ItemChangeRow {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'item_changes_pkey' })
  id!: string;

  @Column('uuid', { name: 'made_by' })
  @ForeignKey('accounts', 'id', { name: 'item_changes_made_by_fkey' })
  madeBy!: AccountId;

  @Column('timestamptz', { name: 'made_at' })
  madeAt!: Date;

  @Column('jsonb')
  action!: BulkAction;

  @Column('jsonb')
  items!: ChangedItem[];

  /** What came of undoing it; null while nobody has. */
  @Column('jsonb', { nullable: true })
  undone!: BulkUndo | null;
}
