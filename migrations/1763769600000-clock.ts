import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The one clock of the product. Tests move it through the setting `attest.time_offset`; readiness
 * fails where the setting is found outside a test.
 */
export class Clock1763769600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION attest_now() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE
      RETURN now() + coalesce(nullif(current_setting('attest.time_offset', true), '')::interval, interval '0')
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP FUNCTION attest_now()`);
  }
}
