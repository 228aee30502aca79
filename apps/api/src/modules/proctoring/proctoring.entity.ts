import type { AccountId, ExamSessionId } from '@attest/contracts';
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** A grave change to a session that waits for a second person. */
@Entity('session_proposals')
@Index('session_proposals_open_idx', { synchronize: false })
@Check('session_proposals_action_check', "action IN ('void', 'reopen')")
@Check('session_proposals_decision_check', "decision IN ('confirmed', 'refused', 'withdrawn')")
@Check('session_proposals_decided_check', '(decision IS NULL) = (decided_by IS NULL)')
@Check(
  'session_proposals_two_persons_check',
  "decision IS DISTINCT FROM 'confirmed' OR decided_by <> proposed_by",
)
export class SessionProposalRow {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'session_proposals_pkey' })
  id!: string;

  @Column('uuid', { name: 'session_id' })
  @ForeignKey('exam_sessions', 'sessionId', { name: 'session_proposals_session_fkey' })
  sessionId!: ExamSessionId;

  @Column('text')
  action!: 'void' | 'reopen';

  /** What the action needs beside its name. */
  @Column('jsonb')
  body!: { readonly secondsLeft?: number };

  @Column('text')
  reason!: string;

  @Column('uuid', { name: 'proposed_by' })
  @ForeignKey('accounts', 'id', { name: 'session_proposals_proposed_by_fkey' })
  proposedBy!: AccountId;

  @Column('timestamptz', { name: 'proposed_at' })
  proposedAt!: Date;

  @Column('text', { nullable: true })
  decision!: 'confirmed' | 'refused' | 'withdrawn' | null;

  @Column('uuid', { name: 'decided_by', nullable: true })
  @ForeignKey('accounts', 'id', { name: 'session_proposals_decided_by_fkey' })
  decidedBy!: AccountId | null;

  @Column('timestamptz', { name: 'decided_at', nullable: true })
  decidedAt!: Date | null;

  @Column('text', { name: 'decision_reason', nullable: true })
  decisionReason!: string | null;
}
