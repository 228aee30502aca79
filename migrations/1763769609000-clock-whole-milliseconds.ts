import type { MigrationInterface, QueryRunner } from 'typeorm';

const moved = `now() + coalesce(nullif(current_setting('attest.time_offset', true), '')::interval, interval '0')`;

/**
 * The clock ticks in milliseconds, as the instants of the application and the wire do. With the finer
 * instants of the server, a deadline that was read and written back came out earlier by a fraction of a
 * millisecond, in which a response could have been stored.
 */
export class ClockWholeMilliseconds1763769609000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE OR REPLACE FUNCTION attest_now() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE
      RETURN date_trunc('milliseconds', ${moved})
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE OR REPLACE FUNCTION attest_now() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE
      RETURN ${moved}
    `);
  }
}
