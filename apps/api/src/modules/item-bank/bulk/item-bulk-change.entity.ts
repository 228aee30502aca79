import type { AccountId, BulkChange, ItemStatus } from '@attest/contracts';
import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/** An item as it was before the change, and the revision it has since. */
export interface BulkEntry {
  readonly bankId: string;
  readonly status: ItemStatus;
  readonly reviewers: readonly string[];
  readonly revision: number;
}

@Entity('item_bulk_changes')
export class ItemBulkChangeRow {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'item_bulk_changes_pkey' })
  id!: string;

  @Column('uuid', { name: 'account_id' })
  @ForeignKey('accounts', 'id', { name: 'item_bulk_changes_account_fkey' })
  accountId!: AccountId;

  @Column('jsonb')
  change!: BulkChange;

  @Column('jsonb')
  entries!: BulkEntry[];

  @Column('timestamptz', { name: 'done_at' })
  doneAt!: Date;

  @Column('timestamptz', { name: 'undone_at', nullable: true })
  undoneAt!: Date | null;
}
