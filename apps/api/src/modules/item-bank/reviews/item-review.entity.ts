import type { AccountId, ItemStatus, ResponseValue, ReviewAspect } from '@attest/contracts';
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { ItemRow } from '../item-bank.entity.ts';

/** What one reviewer answered and said of exactly one content and key of an item. */
@Entity('item_judgements')
@Check('item_judgements_verdict_check', "verdict IN ('approved', 'changes')")
@Check('item_judgements_judged_check', '(verdict IS NULL) = (judged_at IS NULL)')
@Check(
  'item_judgements_aspects_check',
  "aspects <@ ARRAY['technical', 'editorial', 'fairness'] AND (verdict IS NULL) = (aspects = '{}')",
)
@ForeignKey('item_revisions', ['itemId', 'revision'], ['itemId', 'revision'], {
  name: 'item_judgements_revision_fkey',
})
export class ItemJudgementRow {
  @PrimaryColumn('uuid', { name: 'item_id', primaryKeyConstraintName: 'item_judgements_pkey' })
  itemId!: string;

  @PrimaryColumn('text', { name: 'judged_hash', primaryKeyConstraintName: 'item_judgements_pkey' })
  judgedHash!: string;

  @PrimaryColumn('uuid', { name: 'reviewer_id', primaryKeyConstraintName: 'item_judgements_pkey' })
  @ForeignKey('accounts', 'id', { name: 'item_judgements_reviewer_fkey' })
  reviewerId!: AccountId;

  @Column('integer')
  revision!: number;

  /** Answered before the key was shown. */
  @Column('jsonb')
  value!: ResponseValue;

  @Column('double precision')
  points!: number;

  @Column('timestamptz', { name: 'answered_at' })
  answeredAt!: Date;

  @Column('text', { nullable: true })
  verdict!: 'approved' | 'changes' | null;

  @Column('text', { array: true, default: '{}' })
  aspects!: ReviewAspect[];

  @Column('text', { default: '' })
  remark!: string;

  @Column('timestamptz', { name: 'judged_at', nullable: true })
  judgedAt!: Date | null;
}

/** A step of an item from one status to another. */
@Entity('item_moves')
@Index('item_moves_item_idx', ['itemId', 'id'])
export class ItemMoveRow {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'item_moves_pkey' })
  id!: string;

  @Column('uuid', { name: 'item_id' })
  @ForeignKey(() => ItemRow, { name: 'item_moves_item_fkey' })
  itemId!: string;

  @Column('integer')
  revision!: number;

  @Column('text', { name: 'from_status' })
  fromStatus!: ItemStatus;

  @Column('text', { name: 'to_status' })
  toStatus!: ItemStatus;

  @Column('text')
  reason!: string;

  @Column('uuid', { name: 'moved_by' })
  @ForeignKey('accounts', 'id', { name: 'item_moves_moved_by_fkey' })
  movedBy!: AccountId;

  @Column('timestamptz', { name: 'moved_at' })
  movedAt!: Date;
}
