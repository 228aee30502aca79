import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Beside each form the ids of its entries, all that a receipt needs of it. Older sessions have none. */
export class SessionFormIds1763769660000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE session_forms ADD COLUMN ids text`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE session_forms DROP COLUMN ids`);
  }
}
