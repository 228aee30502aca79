import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the monitor looks for each second: sessions of the last days, open ones however old, and notes.
 * No column of these indexes changes with a save, so saves stay HOT.
 */
export class Monitor1763769640000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE INDEX exam_sessions_booked_at_idx ON exam_sessions (booked_at)`);
    await runner.query(`
      CREATE INDEX exam_sessions_open_idx ON exam_sessions (session_id)
      WHERE status IN ('booked', 'ready', 'active', 'paused')
    `);
    await runner.query(`
      CREATE INDEX session_events_notes_idx ON session_events (session_id) WHERE kind = 'note'
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX session_events_notes_idx`);
    await runner.query(`DROP INDEX exam_sessions_open_idx`);
    await runner.query(`DROP INDEX exam_sessions_booked_at_idx`);
  }
}
