import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Drafts of exams say how many items on trial a form mixes in; those from before say none. */
export class ExamPretest1763769810000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`UPDATE exam_drafts SET text = '{"pretestCount": null}'::jsonb || text`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`UPDATE exam_drafts SET text = text - 'pretestCount'`);
  }
}
