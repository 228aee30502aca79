import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Exams as their authors work on them, who published which version and why, and exams out of offer. */
export class ExamDrafts1763769730000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE exams ADD COLUMN withdrawn_at timestamptz`);
    await runner.query(`
      ALTER TABLE exam_versions
        ADD COLUMN note text,
        ADD COLUMN saved_by uuid,
        ADD CONSTRAINT exam_versions_saved_by_fkey FOREIGN KEY (saved_by) REFERENCES accounts (id),
        ADD CONSTRAINT exam_versions_note_check CHECK ((note IS NULL) = (saved_by IS NULL))
    `);
    await runner.query(`
      CREATE TABLE exam_drafts (
        id uuid NOT NULL,
        exam_id uuid,
        based_on integer,
        slug text NOT NULL,
        certification text NOT NULL,
        lock integer NOT NULL,
        text jsonb NOT NULL,
        changed_by uuid NOT NULL,
        changed_at timestamptz NOT NULL,
        CONSTRAINT exam_drafts_pkey PRIMARY KEY (id),
        CONSTRAINT exam_drafts_slug_key UNIQUE (slug),
        CONSTRAINT exam_drafts_exam_fkey FOREIGN KEY (exam_id) REFERENCES exams (id),
        CONSTRAINT exam_drafts_certification_fkey FOREIGN KEY (certification) REFERENCES certifications (code),
        CONSTRAINT exam_drafts_changed_by_fkey FOREIGN KEY (changed_by) REFERENCES accounts (id),
        CONSTRAINT exam_drafts_exam_check CHECK (exam_id = id),
        CONSTRAINT exam_drafts_based_on_check CHECK ((exam_id IS NULL) = (based_on IS NULL)),
        CONSTRAINT exam_drafts_lock_check CHECK (lock >= 1)
      )
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE exam_drafts`);
    await runner.query(`
      ALTER TABLE exam_versions
        DROP CONSTRAINT exam_versions_note_check,
        DROP CONSTRAINT exam_versions_saved_by_fkey,
        DROP COLUMN saved_by,
        DROP COLUMN note
    `);
    await runner.query(`ALTER TABLE exams DROP COLUMN withdrawn_at`);
  }
}
