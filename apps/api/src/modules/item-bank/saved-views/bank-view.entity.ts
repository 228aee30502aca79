import type { AccountId, BankViewState } from '@attest/contracts';
import { Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';

/** A list of the bank that a person kept. */
@Entity('bank_views')
@Unique('bank_views_owner_name_key', ['ownerId', 'name'])
export class BankViewRow {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'bank_views_pkey' })
  id!: string;

  @Column('uuid', { name: 'owner_id' })
  @ForeignKey('accounts', 'id', { name: 'bank_views_owner_fkey' })
  ownerId!: AccountId;

  @Column('text')
  name!: string;

  @Column('jsonb')
  state!: BankViewState;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt!: Date;
}
