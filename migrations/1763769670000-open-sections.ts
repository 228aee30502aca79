import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The section of a one-way form that takes answers, and the numbers of its items. Sessions booked by an
 * earlier version have none: all of their items do.
 */
export class OpenSections1763769670000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE exam_sessions
        ADD COLUMN open_section smallint,
        ADD COLUMN open_from smallint,
        ADD COLUMN open_to smallint,
        ADD CONSTRAINT exam_sessions_open_section_check CHECK (
          (open_section IS NULL) = (open_from IS NULL) AND (open_section IS NULL) = (open_to IS NULL)
          AND open_section >= 0 AND open_from >= 1 AND open_from <= open_to)
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE exam_sessions
        DROP CONSTRAINT exam_sessions_open_section_check,
        DROP COLUMN open_to, DROP COLUMN open_from, DROP COLUMN open_section
    `);
  }
}
