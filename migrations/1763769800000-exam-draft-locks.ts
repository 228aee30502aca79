import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A lock of an exam's draft never comes back: not after a publication, nor with the next draft. */
export class ExamDraftLocks1763769800000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE SEQUENCE exam_draft_locks AS integer OWNED BY exam_drafts.lock`);
    await runner.query(
      `SELECT setval('exam_draft_locks', (SELECT coalesce(max(lock), 0) + 1 FROM exam_drafts))`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP SEQUENCE exam_draft_locks`);
  }
}
