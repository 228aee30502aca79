import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A wrongly ended session can be reopened, so it may be closed more than once: `closing` counts the
 * ends, and each has its receipt and its outcomes. Nothing of an earlier end is deleted.
 */
export class SessionClosingsAndPauses1763769610000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE exam_sessions
        ADD COLUMN closing smallint NOT NULL DEFAULT 0,
        ADD COLUMN paused_for text,
        ADD COLUMN paused_at timestamptz,
        ADD COLUMN paused_until timestamptz,
        ADD COLUMN pause_reason text
    `);
    await runner.query(`UPDATE exam_sessions SET closing = 1 WHERE closed_at IS NOT NULL`);
    await runner.query(`
      ALTER TABLE exam_sessions
        ADD CONSTRAINT exam_sessions_closing_check CHECK (closing >= 0 AND (closed_at IS NULL OR closing >= 1)),
        ADD CONSTRAINT exam_sessions_paused_for_check CHECK (paused_for IN ('break', 'staff', 'incident')),
        ADD CONSTRAINT exam_sessions_paused_check
          CHECK ((status = 'paused') = (paused_at IS NOT NULL) AND (paused_at IS NULL) = (paused_for IS NULL))
    `);
    await runner.query(`
      CREATE INDEX exam_sessions_paused_until_idx ON exam_sessions (paused_until)
      WHERE status = 'paused' AND paused_until IS NOT NULL
    `);
    await runner.query(
      `CREATE INDEX exam_sessions_exam_version_idx ON exam_sessions (exam_version_id, session_id)`,
    );

    await runner.query(`ALTER TABLE receipts ADD COLUMN closing smallint NOT NULL DEFAULT 1`);
    await runner.query(`ALTER TABLE receipts ALTER COLUMN closing DROP DEFAULT`);
    await runner.query(`ALTER TABLE receipts DROP CONSTRAINT receipts_pkey`);
    await runner.query(`ALTER TABLE receipts ADD CONSTRAINT receipts_pkey PRIMARY KEY (session_id, closing)`);

    await runner.query(`ALTER TABLE outcomes ADD COLUMN closing smallint NOT NULL DEFAULT 1`);
    await runner.query(`ALTER TABLE outcomes ALTER COLUMN closing DROP DEFAULT`);
    await runner.query(`ALTER TABLE outcomes DROP CONSTRAINT outcomes_pkey`);
    await runner.query(`
      ALTER TABLE outcomes ADD CONSTRAINT outcomes_pkey PRIMARY KEY (session_id, closing, revision)
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['outcomes', 'receipts']) {
      await runner.query(`DELETE FROM ${table} WHERE closing > 1`);
      await runner.query(`ALTER TABLE ${table} DROP CONSTRAINT ${table}_pkey`);
      await runner.query(`ALTER TABLE ${table} DROP COLUMN closing`);
    }
    await runner.query(
      `ALTER TABLE outcomes ADD CONSTRAINT outcomes_pkey PRIMARY KEY (session_id, revision)`,
    );
    await runner.query(`ALTER TABLE receipts ADD CONSTRAINT receipts_pkey PRIMARY KEY (session_id)`);
    await runner.query(`DROP INDEX exam_sessions_exam_version_idx`);
    await runner.query(`DROP INDEX exam_sessions_paused_until_idx`);
    await runner.query(`
      ALTER TABLE exam_sessions
        DROP CONSTRAINT exam_sessions_paused_check,
        DROP CONSTRAINT exam_sessions_paused_for_check,
        DROP CONSTRAINT exam_sessions_closing_check,
        DROP COLUMN pause_reason,
        DROP COLUMN paused_until,
        DROP COLUMN paused_at,
        DROP COLUMN paused_for,
        DROP COLUMN closing
    `);
  }
}
