import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Scenarios go through the same states as items. The table is small: one scan under the lock is short. */
export class StimuliStatusCheck1763769608000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE stimuli ADD CONSTRAINT stimuli_status_check
        CHECK (status IN ('draft', 'in-review', 'approved', 'pretest', 'operational', 'retired'))
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE stimuli DROP CONSTRAINT stimuli_status_check`);
  }
}
