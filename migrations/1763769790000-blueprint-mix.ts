import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a full form of a certification is made of: items by type and by cognitive level. */
export class BlueprintMix1763769790000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE certifications ADD COLUMN mix jsonb`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE certifications DROP COLUMN mix`);
  }
}
