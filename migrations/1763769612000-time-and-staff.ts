import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Accommodations, what staff tell a candidate, decisions that take two people, and stops of a whole exam. */
export class TimeAndStaff1763769612000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE accommodations (
        id uuid NOT NULL,
        account_id uuid NOT NULL,
        status text NOT NULL,
        time_factor numeric(3,2) NOT NULL DEFAULT 1,
        extra_seconds integer NOT NULL DEFAULT 0,
        break_seconds integer NOT NULL DEFAULT 0,
        tools text[] NOT NULL DEFAULT '{}',
        request text,
        reason text,
        valid_until timestamptz,
        created_at timestamptz NOT NULL,
        decided_by uuid,
        decided_at timestamptz,
        ended_at timestamptz,
        CONSTRAINT accommodations_pkey PRIMARY KEY (id),
        CONSTRAINT accommodations_account_fkey FOREIGN KEY (account_id) REFERENCES accounts (id),
        CONSTRAINT accommodations_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES accounts (id),
        CONSTRAINT accommodations_status_check
          CHECK (status IN ('requested', 'granted', 'declined', 'withdrawn')),
        CONSTRAINT accommodations_amounts_check
          CHECK (time_factor BETWEEN 1 AND 4 AND extra_seconds BETWEEN 0 AND 86400 AND break_seconds BETWEEN 0 AND 86400),
        CONSTRAINT accommodations_decided_check CHECK ((status = 'requested') = (decided_by IS NULL))
      )
    `);
    await runner.query(`
      CREATE UNIQUE INDEX accommodations_granted_idx ON accommodations (account_id) WHERE status = 'granted'
    `);
    await runner.query(`
      CREATE UNIQUE INDEX accommodations_requested_idx ON accommodations (account_id) WHERE status = 'requested'
    `);
    await runner.query(`CREATE INDEX accommodations_account_idx ON accommodations (account_id, id)`);
    await runner.query(`
      ALTER TABLE bookings
        ADD COLUMN accommodation jsonb,
        ADD COLUMN break_seconds_left integer NOT NULL DEFAULT 0
    `);

    await runner.query(`
      CREATE TABLE session_notices (
        session_id uuid NOT NULL,
        id uuid NOT NULL,
        kind text NOT NULL,
        seconds integer,
        text text,
        created_at timestamptz NOT NULL,
        seen_at timestamptz,
        CONSTRAINT session_notices_pkey PRIMARY KEY (session_id, id),
        CONSTRAINT session_notices_session_fkey FOREIGN KEY (session_id) REFERENCES exam_sessions (session_id),
        CONSTRAINT session_notices_kind_check CHECK (kind IN
          ('message', 'time-added', 'paused', 'continued', 'ended', 'voided', 'reopened'))
      )
    `);
    await runner.query(`CREATE INDEX session_notices_created_at_idx ON session_notices (created_at)`);

    await runner.query(`
      CREATE TABLE session_proposals (
        id uuid NOT NULL,
        session_id uuid NOT NULL,
        action text NOT NULL,
        body jsonb NOT NULL,
        reason text NOT NULL,
        proposed_by uuid NOT NULL,
        proposed_at timestamptz NOT NULL,
        decision text,
        decided_by uuid,
        decided_at timestamptz,
        decision_reason text,
        CONSTRAINT session_proposals_pkey PRIMARY KEY (id),
        CONSTRAINT session_proposals_session_fkey FOREIGN KEY (session_id) REFERENCES exam_sessions (session_id),
        CONSTRAINT session_proposals_proposed_by_fkey FOREIGN KEY (proposed_by) REFERENCES accounts (id),
        CONSTRAINT session_proposals_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES accounts (id),
        CONSTRAINT session_proposals_action_check CHECK (action IN ('void', 'reopen')),
        CONSTRAINT session_proposals_decision_check CHECK (decision IN ('confirmed', 'refused', 'withdrawn')),
        CONSTRAINT session_proposals_decided_check CHECK ((decision IS NULL) = (decided_by IS NULL)),
        CONSTRAINT session_proposals_two_persons_check
          CHECK (decision IS DISTINCT FROM 'confirmed' OR decided_by <> proposed_by)
      )
    `);
    await runner.query(`
      CREATE UNIQUE INDEX session_proposals_open_idx ON session_proposals (session_id) WHERE decision IS NULL
    `);

    await runner.query(`
      CREATE TABLE exam_incidents (
        id uuid NOT NULL,
        exam_id uuid NOT NULL,
        reason text NOT NULL,
        opened_by uuid NOT NULL,
        opened_at timestamptz NOT NULL,
        closed_by uuid,
        closed_at timestamptz,
        closing_reason text,
        CONSTRAINT exam_incidents_pkey PRIMARY KEY (id),
        CONSTRAINT exam_incidents_exam_fkey FOREIGN KEY (exam_id) REFERENCES exams (id),
        CONSTRAINT exam_incidents_opened_by_fkey FOREIGN KEY (opened_by) REFERENCES accounts (id),
        CONSTRAINT exam_incidents_closed_by_fkey FOREIGN KEY (closed_by) REFERENCES accounts (id),
        CONSTRAINT exam_incidents_closed_check CHECK ((closed_at IS NULL) = (closed_by IS NULL))
      )
    `);
    await runner.query(`
      CREATE UNIQUE INDEX exam_incidents_open_idx ON exam_incidents (exam_id) WHERE closed_at IS NULL
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['exam_incidents', 'session_proposals', 'session_notices', 'accommodations']) {
      await runner.query(`DROP TABLE ${table}`);
    }
    await runner.query(`ALTER TABLE bookings DROP COLUMN break_seconds_left, DROP COLUMN accommodation`);
  }
}
