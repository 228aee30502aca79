import type { ExamSessionId } from '@attest/contracts';
import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import type { OutcomeFrame } from './outcome-frame.ts';

@Entity('outcomes')
@Check('outcomes_decision_check', "decision IN ('pass', 'fail')")
@Check('outcomes_scale_check', 'scaled_score BETWEEN 200 AND 800')
@Check('outcomes_cut_check', "(decision = 'pass') = (scaled_score >= 500)")
export class OutcomeRow {
  @PrimaryColumn('uuid', { name: 'session_id', primaryKeyConstraintName: 'outcomes_pkey' })
  @ForeignKey('exam_sessions', 'sessionId', { name: 'outcomes_session_fkey' })
  sessionId!: ExamSessionId;

  /** The end of the session that it belongs to. */
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'outcomes_pkey' })
  closing!: number;

  /** 1, and one more with each regrade. */
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'outcomes_pkey' })
  revision!: number;

  @Column('text')
  decision!: 'pass' | 'fail';

  @Column('smallint', { name: 'scaled_score' })
  scaledScore!: number;

  /** Canonical JSON: recomputing it from the stored inputs gives these bytes. */
  @Column('text')
  body!: string;

  /** The inputs that are not stored elsewhere for good. */
  @Column('jsonb')
  frame!: OutcomeFrame;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;
}
