import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Delivery. `session_id` leads every key of the hot tables, nothing a save changes is indexed, and
 * attempts are counted in `bookings`, so that limits never touch a hot row.
 */
export class ExamSessions1763769604000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE exam_sessions (
        session_id uuid NOT NULL,
        candidate_id uuid NOT NULL,
        exam_version_id uuid NOT NULL,
        form_id uuid NOT NULL,
        mode text NOT NULL,
        status text NOT NULL,
        epoch integer NOT NULL,
        held_by uuid,
        item_count smallint NOT NULL,
        time_allowed interval,
        grace interval NOT NULL,
        booked_at timestamptz NOT NULL,
        started_at timestamptz,
        deadline timestamptz,
        last_saved_at timestamptz,
        closed_at timestamptz,
        closed_by text,
        CONSTRAINT exam_sessions_pkey PRIMARY KEY (session_id),
        CONSTRAINT exam_sessions_exam_version_fkey FOREIGN KEY (exam_version_id) REFERENCES exam_versions (id),
        CONSTRAINT exam_sessions_form_fkey FOREIGN KEY (form_id) REFERENCES forms (id),
        CONSTRAINT exam_sessions_mode_check CHECK (mode IN ('exam', 'study', 'drill')),
        CONSTRAINT exam_sessions_status_check CHECK (status IN ('booked', 'ready', 'active', 'paused',
          'submitted', 'expired', 'marking', 'scored', 'released', 'voided')),
        CONSTRAINT exam_sessions_started_check
          CHECK (status IN ('booked', 'ready', 'voided') OR started_at IS NOT NULL),
        CONSTRAINT exam_sessions_closed_check CHECK ((closed_at IS NULL) = (closed_by IS NULL)),
        CONSTRAINT exam_sessions_open_check
          CHECK (status NOT IN ('submitted', 'expired', 'marking', 'scored', 'released') OR closed_at IS NOT NULL)
      )
    `);
    await runner.query(`
      CREATE INDEX exam_sessions_active_deadline_idx ON exam_sessions (deadline)
      WHERE status = 'active' AND deadline IS NOT NULL
    `);
    await runner.query(`
      CREATE TABLE session_forms (
        session_id uuid NOT NULL,
        body bytea NOT NULL,
        CONSTRAINT session_forms_pkey PRIMARY KEY (session_id),
        CONSTRAINT session_forms_session_fkey FOREIGN KEY (session_id) REFERENCES exam_sessions (session_id)
      )
    `);
    await runner.query(`
      CREATE TABLE responses (
        session_id uuid NOT NULL,
        item_no smallint NOT NULL,
        revision integer NOT NULL,
        epoch integer NOT NULL,
        value jsonb,
        marks jsonb NOT NULL,
        saved_at timestamptz NOT NULL,
        CONSTRAINT responses_pkey PRIMARY KEY (session_id, item_no),
        CONSTRAINT responses_session_fkey FOREIGN KEY (session_id) REFERENCES exam_sessions (session_id),
        CONSTRAINT responses_revision_check CHECK (revision >= 1)
      )
    `);
    await runner.query(`
      CREATE TABLE receipts (
        session_id uuid NOT NULL,
        body text NOT NULL,
        digest text NOT NULL,
        created_at timestamptz NOT NULL,
        CONSTRAINT receipts_pkey PRIMARY KEY (session_id),
        CONSTRAINT receipts_session_fkey FOREIGN KEY (session_id) REFERENCES exam_sessions (session_id)
      )
    `);
    await runner.query(`
      CREATE TABLE bookings (
        account_id uuid NOT NULL,
        exam_id uuid NOT NULL,
        attempt integer NOT NULL,
        session_id uuid NOT NULL,
        idempotency_key text,
        request_hash text NOT NULL,
        created_at timestamptz NOT NULL,
        CONSTRAINT bookings_pkey PRIMARY KEY (account_id, exam_id, attempt),
        CONSTRAINT bookings_session_key UNIQUE (session_id),
        CONSTRAINT bookings_account_fkey FOREIGN KEY (account_id) REFERENCES accounts (id),
        CONSTRAINT bookings_exam_fkey FOREIGN KEY (exam_id) REFERENCES exams (id)
      )
    `);
    await runner.query(`
      CREATE UNIQUE INDEX bookings_idempotency_key_idx ON bookings (account_id, idempotency_key)
      WHERE idempotency_key IS NOT NULL
    `);
    await runner.query(`
      CREATE TABLE outbox (
        id uuid NOT NULL,
        kind text NOT NULL,
        payload jsonb NOT NULL,
        created_at timestamptz NOT NULL,
        available_at timestamptz NOT NULL,
        attempts integer NOT NULL DEFAULT 0,
        delivered_at timestamptz,
        last_fault text,
        CONSTRAINT outbox_pkey PRIMARY KEY (id)
      )
    `);
    await runner.query(`
      CREATE INDEX outbox_waiting_idx ON outbox (available_at) WHERE delivered_at IS NULL
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['outbox', 'bookings', 'receipts', 'responses', 'session_forms', 'exam_sessions']) {
      await runner.query(`DROP TABLE ${table}`);
    }
  }
}
