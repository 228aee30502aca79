import type { AccountId, ItemDraftText } from '@attest/contracts';
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { ItemRow } from '../item-bank.entity.ts';

/** Somebody's working copy of an item, key and rationales included: read by its owner only. */
@Entity('item_drafts')
@Unique('item_drafts_owner_item_key', ['ownerId', 'itemId'])
@Index('item_drafts_item_idx', ['itemId'])
@Check('item_drafts_based_on_check', '(item_id IS NULL) = (based_on IS NULL)')
@Check('item_drafts_lock_check', 'lock >= 1')
export class ItemDraftRow {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'item_drafts_pkey' })
  id!: string;

  @Column('uuid', { name: 'owner_id' })
  @ForeignKey('accounts', 'id', { name: 'item_drafts_owner_fkey' })
  ownerId!: AccountId;

  /** Null: a new item, which gets its id with its first version. */
  @Column('uuid', { name: 'item_id', nullable: true })
  @ForeignKey(() => ItemRow, { name: 'item_drafts_item_fkey' })
  itemId!: string | null;

  /** The revision it was begun from. */
  @Column('integer', { name: 'based_on', nullable: true })
  basedOn!: number | null;

  /** Counts the changes, so that none is written over unseen. */
  @Column('integer')
  lock!: number;

  @Column('jsonb')
  text!: ItemDraftText;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt!: Date;
}
