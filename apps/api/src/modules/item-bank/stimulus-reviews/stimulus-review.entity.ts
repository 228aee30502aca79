import type { AccountId, ItemStatus, ReviewAspect } from '@attest/contracts';
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { StimulusRow } from '../item-bank.entity.ts';

/** What one reviewer said of exactly one content of a scenario. */
@Entity('stimulus_judgements')
@Check('stimulus_judgements_verdict_check', "verdict IN ('approved', 'changes')")
@Check(
  'stimulus_judgements_aspects_check',
  "aspects <@ ARRAY['technical', 'editorial', 'fairness'] AND aspects <> '{}'",
)
@ForeignKey('stimulus_revisions', ['stimulusId', 'revision'], ['stimulusId', 'revision'], {
  name: 'stimulus_judgements_revision_fkey',
})
export class StimulusJudgementRow {
  @PrimaryColumn('uuid', { name: 'stimulus_id', primaryKeyConstraintName: 'stimulus_judgements_pkey' })
  stimulusId!: string;

  @PrimaryColumn('text', { name: 'judged_hash', primaryKeyConstraintName: 'stimulus_judgements_pkey' })
  judgedHash!: string;

  @PrimaryColumn('uuid', { name: 'reviewer_id', primaryKeyConstraintName: 'stimulus_judgements_pkey' })
  @ForeignKey('accounts', 'id', { name: 'stimulus_judgements_reviewer_fkey' })
  reviewerId!: AccountId;

  @Column('integer')
  revision!: number;

  @Column('text')
  verdict!: 'approved' | 'changes';

  @Column('text', { array: true })
  aspects!: ReviewAspect[];

  @Column('text')
  remark!: string;

  @Column('timestamptz', { name: 'judged_at' })
  judgedAt!: Date;
}

/** A step of a scenario from one status to another. */
@Entity('stimulus_moves')
@Index('stimulus_moves_stimulus_idx', ['stimulusId', 'id'])
export class StimulusMoveRow {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'stimulus_moves_pkey' })
  id!: string;

  @Column('uuid', { name: 'stimulus_id' })
  @ForeignKey(() => StimulusRow, { name: 'stimulus_moves_stimulus_fkey' })
  stimulusId!: string;

  @Column('integer')
  revision!: number;

  @Column('text', { name: 'from_status' })
  fromStatus!: ItemStatus;

  @Column('text', { name: 'to_status' })
  toStatus!: ItemStatus;

  @Column('text')
  reason!: string;

  @Column('uuid', { name: 'moved_by' })
  @ForeignKey('accounts', 'id', { name: 'stimulus_moves_moved_by_fkey' })
  movedBy!: AccountId;

  @Column('timestamptz', { name: 'moved_at' })
  movedAt!: Date;
}
