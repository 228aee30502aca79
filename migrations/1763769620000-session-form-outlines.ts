import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Beside each form what saving needs of it, so that a save never reads the whole. Older sessions have none. */
export class SessionFormOutlines1763769620000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE session_forms ADD COLUMN outline text`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE session_forms DROP COLUMN outline`);
  }
}
