import type { AccountId, StimulusDraftText } from '@attest/contracts';
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { StimulusRow } from '../item-bank.entity.ts';

/** Somebody's working copy of a scenario: read by its owner only. */
@Entity('stimulus_drafts')
@Unique('stimulus_drafts_owner_stimulus_key', ['ownerId', 'stimulusId'])
@Index('stimulus_drafts_stimulus_idx', ['stimulusId'])
@Check('stimulus_drafts_based_on_check', '(stimulus_id IS NULL) = (based_on IS NULL)')
@Check('stimulus_drafts_lock_check', 'lock >= 1')
export class StimulusDraftRow {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'stimulus_drafts_pkey' })
  id!: string;

  @Column('uuid', { name: 'owner_id' })
  @ForeignKey('accounts', 'id', { name: 'stimulus_drafts_owner_fkey' })
  ownerId!: AccountId;

  /** Null: a new scenario, which gets its id with its first version. */
  @Column('uuid', { name: 'stimulus_id', nullable: true })
  @ForeignKey(() => StimulusRow, { name: 'stimulus_drafts_stimulus_fkey' })
  stimulusId!: string | null;

  /** The revision it was begun from. */
  @Column('integer', { name: 'based_on', nullable: true })
  basedOn!: number | null;

  /** Counts the changes, so that none is written over unseen. */
  @Column('integer')
  lock!: number;

  @Column('jsonb')
  text!: StimulusDraftText;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt!: Date;
}
