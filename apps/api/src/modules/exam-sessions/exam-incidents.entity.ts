import type { AccountId } from '@attest/contracts';
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** A stop of a whole exam: every running session is paused and none starts until it ends. */
@Entity('exam_incidents')
@Index('exam_incidents_open_idx', { synchronize: false })
@Check('exam_incidents_closed_check', '(closed_at IS NULL) = (closed_by IS NULL)')
export class ExamIncidentRow {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'exam_incidents_pkey' })
  id!: string;

  @Column('uuid', { name: 'exam_id' })
  @ForeignKey('exams', 'id', { name: 'exam_incidents_exam_fkey' })
  examId!: string;

  @Column('text')
  reason!: string;

  @Column('uuid', { name: 'opened_by' })
  @ForeignKey('accounts', 'id', { name: 'exam_incidents_opened_by_fkey' })
  openedBy!: AccountId;

  @Column('timestamptz', { name: 'opened_at' })
  openedAt!: Date;

  @Column('uuid', { name: 'closed_by', nullable: true })
  @ForeignKey('accounts', 'id', { name: 'exam_incidents_closed_by_fkey' })
  closedBy!: AccountId | null;

  @Column('timestamptz', { name: 'closed_at', nullable: true })
  closedAt!: Date | null;

  @Column('text', { name: 'closing_reason', nullable: true })
  closingReason!: string | null;
}
