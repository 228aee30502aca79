import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Room on each page so that a save updates in place (HOT); apart, because some engines refuse it. */
export class StorageOptions1763769605000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE responses SET (fillfactor = 75)`);
    await runner.query(`ALTER TABLE exam_sessions SET (fillfactor = 75)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE exam_sessions RESET (fillfactor)`);
    await runner.query(`ALTER TABLE responses RESET (fillfactor)`);
  }
}
