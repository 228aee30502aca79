import type {
  AccountId,
  AppliedAccommodation,
  ExamSessionId,
  Marks,
  PauseCause,
  ResponseValue,
  SessionMode,
  SessionReceipt,
  SessionStatus,
} from '@attest/contracts';
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

/** What pg reads an interval as. */
export interface Interval {
  toPostgres(): string;
}

const statuses =
  "'booked', 'ready', 'active', 'paused', 'submitted', 'expired', 'marking', 'scored', 'released', 'voided'";

/** One candidate taking one form once. */
@Entity('exam_sessions')
@Index('exam_sessions_active_deadline_idx', { synchronize: false })
@Index('exam_sessions_paused_until_idx', { synchronize: false })
@Index('exam_sessions_incident_idx', { synchronize: false })
@Index('exam_sessions_booked_at_idx', ['bookedAt'])
@Index('exam_sessions_open_idx', { synchronize: false })
@Index('exam_sessions_exam_version_idx', ['examVersionId', 'sessionId'])
@Check('exam_sessions_mode_check', "mode IN ('exam', 'study', 'drill')")
@Check('exam_sessions_status_check', `status IN (${statuses})`)
@Check('exam_sessions_started_check', "status IN ('booked', 'ready', 'voided') OR started_at IS NOT NULL")
@Check('exam_sessions_closed_check', '(closed_at IS NULL) = (closed_by IS NULL)')
@Check(
  'exam_sessions_open_check',
  "status NOT IN ('submitted', 'expired', 'marking', 'scored', 'released') OR closed_at IS NOT NULL",
)
@Check('exam_sessions_closing_check', 'closing >= 0 AND (closed_at IS NULL OR closing >= 1)')
@Check('exam_sessions_paused_for_check', "paused_for IN ('break', 'staff', 'incident')")
@Check(
  'exam_sessions_paused_check',
  "(status = 'paused') = (paused_at IS NOT NULL) AND (paused_at IS NULL) = (paused_for IS NULL)",
)
@Check(
  'exam_sessions_open_section_check',
  `(open_section IS NULL) = (open_from IS NULL) AND (open_section IS NULL) = (open_to IS NULL)
   AND open_section >= 0 AND open_from >= 1 AND open_from <= open_to`,
)
export class ExamSessionRow {
  @PrimaryColumn('uuid', { name: 'session_id', primaryKeyConstraintName: 'exam_sessions_pkey' })
  sessionId!: ExamSessionId;

  @Column('uuid', { name: 'candidate_id' })
  candidateId!: AccountId;

  @Column('uuid', { name: 'exam_version_id' })
  @ForeignKey('exam_versions', 'id', { name: 'exam_sessions_exam_version_fkey' })
  examVersionId!: string;

  @Column('uuid', { name: 'form_id' })
  @ForeignKey('forms', 'id', { name: 'exam_sessions_form_fkey' })
  formId!: string;

  @Column('text')
  mode!: SessionMode;

  @Column('text')
  status!: SessionStatus;

  /** Names the tab or device that holds the session; only grows. */
  @Column('integer')
  epoch!: number;

  /** The sign-in or access token of the holder. */
  @Column('uuid', { name: 'held_by', nullable: true })
  heldBy!: string | null;

  @Column('smallint', { name: 'item_count' })
  itemCount!: number;

  @Column('interval', { name: 'time_allowed', nullable: true })
  timeAllowed!: Interval | null;

  @Column('interval')
  grace!: Interval;

  @Column('timestamptz', { name: 'booked_at' })
  bookedAt!: Date;

  @Column('timestamptz', { name: 'started_at', nullable: true })
  startedAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  deadline!: Date | null;

  @Column('timestamptz', { name: 'last_saved_at', nullable: true })
  lastSavedAt!: Date | null;

  @Column('timestamptz', { name: 'closed_at', nullable: true })
  closedAt!: Date | null;

  @Column('text', { name: 'closed_by', nullable: true })
  closedBy!: SessionReceipt['closedBy'] | null;

  /** How often it was ended; above 0 in an open session that was reopened. */
  @Column('smallint', { default: 0 })
  closing!: number;

  @Column('text', { name: 'paused_for', nullable: true })
  pausedFor!: PauseCause | null;

  @Column('timestamptz', { name: 'paused_at', nullable: true })
  pausedAt!: Date | null;

  /** When a break ends by itself; null: a person has to end the pause. */
  @Column('timestamptz', { name: 'paused_until', nullable: true })
  pausedUntil!: Date | null;

  @Column('text', { name: 'pause_reason', nullable: true })
  pauseReason!: string | null;

  /** From 0, with the first and the last item that take answers; null: all do. */
  @Column('smallint', { name: 'open_section', nullable: true })
  openSection!: number | null;

  @Column('smallint', { name: 'open_from', nullable: true })
  openFrom!: number | null;

  @Column('smallint', { name: 'open_to', nullable: true })
  openTo!: number | null;
}

/** The form as it is sent: assembled, permuted and serialised before the start. */
@Entity('session_forms')
export class SessionFormRow {
  @PrimaryColumn('uuid', { name: 'session_id', primaryKeyConstraintName: 'session_forms_pkey' })
  @ForeignKey(() => ExamSessionRow, { name: 'session_forms_session_fkey' })
  sessionId!: ExamSessionId;

  @Column('bytea')
  body!: Buffer;

  /** What saving needs of it, see `outlineOf`; null where an earlier version booked the session. */
  @Column('text', { nullable: true })
  outline!: string | null;

  /** What a receipt needs of it, see `idsOf`; null where an earlier version booked the session. */
  @Column('text', { nullable: true })
  ids!: string | null;

  /** What a start sends of it, see `pack`: the whole, or the first section; null where an earlier version booked the session. */
  @Column('bytea', { nullable: true })
  packed!: Buffer | null;
}

/** `item_no` counts the items of the form from 1; notes on its stimuli have −1, −2, … */
@Entity('responses')
@Check('responses_revision_check', 'revision >= 1')
export class ResponseRow {
  @PrimaryColumn('uuid', { name: 'session_id', primaryKeyConstraintName: 'responses_pkey' })
  @ForeignKey(() => ExamSessionRow, { name: 'responses_session_fkey' })
  sessionId!: ExamSessionId;

  @PrimaryColumn('smallint', { name: 'item_no', primaryKeyConstraintName: 'responses_pkey' })
  itemNo!: number;

  @Column('integer')
  revision!: number;

  @Column('integer')
  epoch!: number;

  @Column('jsonb', { nullable: true })
  value!: ResponseValue | null;

  @Column('jsonb')
  marks!: Marks;

  @Column('timestamptz', { name: 'saved_at' })
  savedAt!: Date;
}

/** One for each end of a session; that of an end which was taken back stays as evidence. */
@Entity('receipts')
export class ReceiptRow {
  @PrimaryColumn('uuid', { name: 'session_id', primaryKeyConstraintName: 'receipts_pkey' })
  @ForeignKey(() => ExamSessionRow, { name: 'receipts_session_fkey' })
  sessionId!: ExamSessionId;

  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'receipts_pkey' })
  closing!: number;

  /** JSON, sent byte for byte at every repeat. */
  @Column('text')
  body!: string;

  @Column('text')
  digest!: string;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;
}

/** Who booked which attempt: limits are decided here and never touch a hot table. */
@Entity('bookings')
@Unique('bookings_session_key', ['sessionId'])
@Index('bookings_idempotency_key_idx', { synchronize: false })
export class BookingRow {
  @PrimaryColumn('uuid', { name: 'account_id', primaryKeyConstraintName: 'bookings_pkey' })
  @ForeignKey('accounts', 'id', { name: 'bookings_account_fkey' })
  accountId!: AccountId;

  @PrimaryColumn('uuid', { name: 'exam_id', primaryKeyConstraintName: 'bookings_pkey' })
  @ForeignKey('exams', 'id', { name: 'bookings_exam_fkey' })
  examId!: string;

  @PrimaryColumn('integer', { primaryKeyConstraintName: 'bookings_pkey' })
  attempt!: number;

  @Column('uuid', { name: 'session_id' })
  sessionId!: ExamSessionId;

  @Column('text', { name: 'idempotency_key', nullable: true })
  idempotencyKey!: string | null;

  @Column('text', { name: 'request_hash' })
  requestHash!: string;

  /** What was in force at the booking; null: nothing. */
  @Column('jsonb', { nullable: true })
  accommodation!: AppliedAccommodation | null;

  @Column('integer', { name: 'break_seconds_left', default: 0 })
  breakSecondsLeft!: number;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;
}
