import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Exams in versions, and the forms assembled from them. */
export class Exams1763769603000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE exams (
        id uuid NOT NULL,
        slug text NOT NULL,
        certification text NOT NULL,
        version integer NOT NULL,
        updated_at timestamptz NOT NULL,
        CONSTRAINT exams_pkey PRIMARY KEY (id),
        CONSTRAINT exams_slug_key UNIQUE (slug),
        CONSTRAINT exams_certification_fkey FOREIGN KEY (certification) REFERENCES certifications (code)
      )
    `);
    await runner.query(`
      CREATE TABLE exam_versions (
        id uuid NOT NULL,
        exam_id uuid NOT NULL,
        version integer NOT NULL,
        definition jsonb NOT NULL,
        definition_hash text NOT NULL,
        created_at timestamptz NOT NULL,
        CONSTRAINT exam_versions_pkey PRIMARY KEY (id),
        CONSTRAINT exam_versions_exam_version_key UNIQUE (exam_id, version),
        CONSTRAINT exam_versions_exam_fkey FOREIGN KEY (exam_id) REFERENCES exams (id)
      )
    `);
    await runner.query(`
      CREATE TABLE forms (
        id uuid NOT NULL,
        exam_version_id uuid NOT NULL,
        seed text NOT NULL,
        created_at timestamptz NOT NULL,
        CONSTRAINT forms_pkey PRIMARY KEY (id),
        CONSTRAINT forms_exam_version_fkey FOREIGN KEY (exam_version_id) REFERENCES exam_versions (id)
      )
    `);
    await runner.query(`
      CREATE TABLE form_items (
        form_id uuid NOT NULL,
        item_no smallint NOT NULL,
        item_version_id uuid NOT NULL,
        key_revision integer NOT NULL,
        stimulus_version_id uuid,
        metadata jsonb NOT NULL,
        CONSTRAINT form_items_pkey PRIMARY KEY (form_id, item_no),
        CONSTRAINT form_items_form_fkey FOREIGN KEY (form_id) REFERENCES forms (id),
        CONSTRAINT form_items_item_version_fkey FOREIGN KEY (item_version_id) REFERENCES item_versions (id),
        CONSTRAINT form_items_stimulus_version_fkey
          FOREIGN KEY (stimulus_version_id) REFERENCES stimulus_versions (id),
        CONSTRAINT form_items_item_no_check CHECK (item_no >= 1)
      )
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['form_items', 'forms', 'exam_versions', 'exams']) {
      await runner.query(`DROP TABLE ${table}`);
    }
  }
}
