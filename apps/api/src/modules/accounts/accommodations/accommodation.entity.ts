import type { AccommodationStatus, AccommodationTool, AccountId } from '@attest/contracts';
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** What a person asked for or was granted. One may be in force, and one asked for, at a time. */
@Entity('accommodations')
@Index('accommodations_granted_idx', { synchronize: false })
@Index('accommodations_requested_idx', { synchronize: false })
@Index('accommodations_account_idx', ['accountId', 'id'])
@Check('accommodations_status_check', "status IN ('requested', 'granted', 'declined', 'withdrawn')")
@Check(
  'accommodations_amounts_check',
  'time_factor BETWEEN 1 AND 4 AND extra_seconds BETWEEN 0 AND 86400 AND break_seconds BETWEEN 0 AND 86400',
)
@Check('accommodations_decided_check', "(status = 'requested') = (decided_by IS NULL)")
export class AccommodationRow {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'accommodations_pkey' })
  id!: string;

  @Column('uuid', { name: 'account_id' })
  @ForeignKey('accounts', 'id', { name: 'accommodations_account_fkey' })
  accountId!: AccountId;

  @Column('text')
  status!: AccommodationStatus;

  @Column('numeric', { name: 'time_factor', precision: 3, scale: 2, default: 1 })
  timeFactor!: string;

  @Column('integer', { name: 'extra_seconds', default: 0 })
  extraSeconds!: number;

  @Column('integer', { name: 'break_seconds', default: 0 })
  breakSeconds!: number;

  @Column('text', { array: true, default: '{}' })
  tools!: AccommodationTool[];

  /** The candidate's own words. */
  @Column('text', { nullable: true })
  request!: string | null;

  @Column('text', { nullable: true })
  reason!: string | null;

  @Column('timestamptz', { name: 'valid_until', nullable: true })
  validUntil!: Date | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('uuid', { name: 'decided_by', nullable: true })
  @ForeignKey('accounts', 'id', { name: 'accommodations_decided_by_fkey' })
  decidedBy!: AccountId | null;

  @Column('timestamptz', { name: 'decided_at', nullable: true })
  decidedAt!: Date | null;

  @Column('timestamptz', { name: 'ended_at', nullable: true })
  endedAt!: Date | null;
}
