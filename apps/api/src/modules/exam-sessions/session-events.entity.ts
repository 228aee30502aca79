import type { AccountId, ExamSessionId, SessionEventKind, SessionNotice } from '@attest/contracts';
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { ExamSessionRow } from './exam-sessions.entity.ts';

/** The end of a session's chain of events: appending waits for this row and never for a save. */
@Entity('session_logs')
export class SessionLogRow {
  @PrimaryColumn('uuid', { name: 'session_id', primaryKeyConstraintName: 'session_logs_pkey' })
  @ForeignKey(() => ExamSessionRow, { name: 'session_logs_session_fkey' })
  sessionId!: ExamSessionId;

  @Column('integer', { name: 'last_seq' })
  lastSeq!: number;

  @Column('bytea', { name: 'last_hash' })
  lastHash!: Buffer;
}

/** What happened in a session, each hashed together with the hash before it. */
@Entity('session_events')
@Index('session_events_notes_idx', { synchronize: false })
@Check('session_events_seq_check', 'seq >= 1')
export class SessionEventRow {
  @PrimaryColumn('uuid', { name: 'session_id', primaryKeyConstraintName: 'session_events_pkey' })
  @ForeignKey(() => ExamSessionRow, { name: 'session_events_session_fkey' })
  sessionId!: ExamSessionId;

  @PrimaryColumn('integer', { primaryKeyConstraintName: 'session_events_pkey' })
  seq!: number;

  @Column('timestamptz')
  at!: Date;

  @Column('text')
  kind!: SessionEventKind;

  /** The person who did it; null: the product itself. */
  @Column('uuid', { name: 'actor_id', nullable: true })
  actorId!: AccountId | null;

  /** JSON of the facts, as it was hashed. */
  @Column('text')
  body!: string;

  @Column('bytea')
  hash!: Buffer;
}

/** The latest word of the browser, for the monitor. Overwritten; proves nothing. */
@Entity('session_presence')
export class SessionPresenceRow {
  @PrimaryColumn('uuid', { name: 'session_id', primaryKeyConstraintName: 'session_presence_pkey' })
  @ForeignKey(() => ExamSessionRow, { name: 'session_presence_session_fkey' })
  sessionId!: ExamSessionId;

  @Column('timestamptz', { name: 'seen_at' })
  seenAt!: Date;

  @Column('boolean')
  connected!: boolean;

  @Column('integer', { name: 'unsent_count' })
  unsentCount!: number;

  @Column('timestamptz', { name: 'unsent_since', nullable: true })
  unsentSince!: Date | null;

  @Column('integer', { name: 'focus_losses' })
  focusLosses!: number;
}

/** What staff tell a candidate, until the browser says that it was seen. */
@Entity('session_notices')
@Index('session_notices_created_at_idx', ['createdAt'])
@Check(
  'session_notices_kind_check',
  "kind IN ('message', 'time-added', 'paused', 'continued', 'ended', 'voided', 'reopened')",
)
export class SessionNoticeRow {
  @PrimaryColumn('uuid', { name: 'session_id', primaryKeyConstraintName: 'session_notices_pkey' })
  @ForeignKey(() => ExamSessionRow, { name: 'session_notices_session_fkey' })
  sessionId!: ExamSessionId;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'session_notices_pkey' })
  id!: string;

  @Column('text')
  kind!: SessionNotice['kind'];

  @Column('integer', { nullable: true })
  seconds!: number | null;

  @Column('text', { nullable: true })
  text!: string | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'seen_at', nullable: true })
  seenAt!: Date | null;
}
