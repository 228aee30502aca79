import type { AccountId, ExamSessionId, SealingKey } from '@attest/contracts';
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { ExamSessionRow } from './exam-sessions.entity.ts';

/** A session's key pair for answers that came too late; the private half never leaves the server. */
@Entity('sealing_keys')
export class SealingKeyRow {
  @PrimaryColumn('uuid', { name: 'session_id', primaryKeyConstraintName: 'sealing_keys_pkey' })
  @ForeignKey(() => ExamSessionRow, { name: 'sealing_keys_session_fkey' })
  sessionId!: ExamSessionId;

  @Column('jsonb', { name: 'public_key' })
  publicKey!: SealingKey;

  /** PKCS #8, DER. */
  @Column('bytea', { name: 'private_key' })
  privateKey!: Buffer;
}

/** Evidence: it reaches a score by the recorded decision of a person, or not at all. */
@Entity('late_material')
@Index('late_material_undecided_idx', { synchronize: false })
@Check('late_material_decision_check', "decision IN ('admitted', 'refused')")
@Check('late_material_decided_check', '(decision IS NULL) = (decided_by IS NULL)')
@Check('late_material_size_check', 'length(sealed) <= 1400000')
export class LateMaterialRow {
  @PrimaryColumn('uuid', { name: 'session_id', primaryKeyConstraintName: 'late_material_pkey' })
  @ForeignKey(() => ExamSessionRow, { name: 'late_material_session_fkey' })
  sessionId!: ExamSessionId;

  @Column('text')
  sealed!: string;

  @Column('text')
  digest!: string;

  @Column('timestamptz', { name: 'received_at' })
  receivedAt!: Date;

  @Column('text', { nullable: true })
  decision!: 'admitted' | 'refused' | null;

  @Column('uuid', { name: 'decided_by', nullable: true })
  @ForeignKey('accounts', 'id', { name: 'late_material_decided_by_fkey' })
  decidedBy!: AccountId | null;

  @Column('timestamptz', { name: 'decided_at', nullable: true })
  decidedAt!: Date | null;

  @Column('text', { nullable: true })
  reason!: string | null;
}
