import type { AccountId } from '@attest/contracts';
import { Check, Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';

/** What staff and the installation did. Written as it happens; sealed into a chain a moment later. */
@Entity('audit_events')
@Unique('audit_events_seq_key', ['seq'])
@Index('audit_events_unsealed_idx', { synchronize: false })
@Index('audit_events_actor_idx', ['actorId', 'id'])
@Index('audit_events_kind_idx', ['kind', 'id'])
@Index('audit_events_subject_idx', ['subjectKind', 'subjectId', 'id'])
@Check('audit_events_sealed_check', '(seq IS NULL) = (hash IS NULL)')
export class AuditEventRow {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'audit_events_pkey' })
  id!: string;

  @Column('timestamptz')
  at!: Date;

  @Column('text')
  kind!: string;

  /** Null: the product itself, or a command of the operator. */
  @Column('uuid', { name: 'actor_id', nullable: true })
  actorId!: AccountId | null;

  @Column('text', { name: 'subject_kind' })
  subjectKind!: string;

  @Column('text', { name: 'subject_id' })
  subjectId!: string;

  @Column('text', { nullable: true })
  reason!: string | null;

  /** JSON of what was before and after, as it is hashed. */
  @Column('text')
  body!: string;

  @Column('bigint', { nullable: true })
  seq!: string | null;

  @Column('bytea', { nullable: true })
  hash!: Buffer | null;
}
