import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Beside each form what a start sends of it, compressed at the booking. Older sessions have none. */
export class PackedForms1763769650000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE session_forms ADD COLUMN packed bytea`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE session_forms DROP COLUMN packed`);
  }
}
