import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What happened in a session, chained: `session_logs` holds the end of each chain, so that appending
 * never waits for a save and a cut-off tail is noticed. `session_presence` is the latest word of the
 * browser, for the monitor; it is overwritten and proves nothing.
 */
export class SessionEvents1763769611000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE session_logs (
        session_id uuid NOT NULL,
        last_seq integer NOT NULL,
        last_hash bytea NOT NULL,
        CONSTRAINT session_logs_pkey PRIMARY KEY (session_id),
        CONSTRAINT session_logs_session_fkey FOREIGN KEY (session_id) REFERENCES exam_sessions (session_id)
      )
    `);
    await runner.query(`
      CREATE TABLE session_events (
        session_id uuid NOT NULL,
        seq integer NOT NULL,
        at timestamptz NOT NULL,
        kind text NOT NULL,
        actor_id uuid,
        body text NOT NULL,
        hash bytea NOT NULL,
        CONSTRAINT session_events_pkey PRIMARY KEY (session_id, seq),
        CONSTRAINT session_events_session_fkey FOREIGN KEY (session_id) REFERENCES exam_sessions (session_id),
        CONSTRAINT session_events_seq_check CHECK (seq >= 1)
      )
    `);
    await runner.query(`
      CREATE TABLE session_presence (
        session_id uuid NOT NULL,
        seen_at timestamptz NOT NULL,
        connected boolean NOT NULL,
        unsent_count integer NOT NULL,
        unsent_since timestamptz,
        focus_losses integer NOT NULL,
        CONSTRAINT session_presence_pkey PRIMARY KEY (session_id),
        CONSTRAINT session_presence_session_fkey FOREIGN KEY (session_id) REFERENCES exam_sessions (session_id)
      )
    `);
    await runner.query(`
      INSERT INTO session_logs (session_id, last_seq, last_hash)
      SELECT session_id, 0, sha256(uuid_send(session_id)) FROM exam_sessions
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['session_presence', 'session_events', 'session_logs']) {
      await runner.query(`DROP TABLE ${table}`);
    }
  }
}
