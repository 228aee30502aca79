import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Versioned content and, in a table of their own, the keys. */
export class ItemBank1763769602000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE certifications (
        code text NOT NULL,
        name text NOT NULL,
        owner jsonb NOT NULL,
        domains jsonb NOT NULL,
        CONSTRAINT certifications_pkey PRIMARY KEY (code)
      )
    `);
    await runner.query(`
      CREATE TABLE bank_errors (
        id text NOT NULL,
        name text NOT NULL,
        misconception text NOT NULL,
        CONSTRAINT bank_errors_pkey PRIMARY KEY (id)
      )
    `);
    await runner.query(`
      CREATE TABLE bank_sources (
        id text NOT NULL,
        name text NOT NULL,
        CONSTRAINT bank_sources_pkey PRIMARY KEY (id)
      )
    `);
    await runner.query(`
      CREATE TABLE stimuli (
        id uuid NOT NULL,
        bank_id text NOT NULL,
        organisation text NOT NULL,
        industry text NOT NULL,
        status text NOT NULL,
        version integer NOT NULL,
        updated_at timestamptz NOT NULL,
        CONSTRAINT stimuli_pkey PRIMARY KEY (id),
        CONSTRAINT stimuli_bank_id_key UNIQUE (bank_id)
      )
    `);
    await runner.query(`
      CREATE TABLE stimulus_versions (
        id uuid NOT NULL,
        stimulus_id uuid NOT NULL,
        version integer NOT NULL,
        content jsonb NOT NULL,
        content_hash text NOT NULL,
        created_at timestamptz NOT NULL,
        CONSTRAINT stimulus_versions_pkey PRIMARY KEY (id),
        CONSTRAINT stimulus_versions_stimulus_version_key UNIQUE (stimulus_id, version),
        CONSTRAINT stimulus_versions_stimulus_fkey FOREIGN KEY (stimulus_id) REFERENCES stimuli (id)
      )
    `);
    await runner.query(`
      CREATE TABLE items (
        id uuid NOT NULL,
        bank_id text NOT NULL,
        certifications text[] NOT NULL,
        domain text NOT NULL,
        objective text NOT NULL,
        type text NOT NULL,
        cognitive_level text NOT NULL,
        status text NOT NULL,
        expected_difficulty double precision NOT NULL,
        stimulus_id uuid,
        metadata jsonb NOT NULL,
        first_words text NOT NULL,
        search_text text NOT NULL,
        version integer NOT NULL,
        key_revision integer NOT NULL,
        updated_at timestamptz NOT NULL,
        CONSTRAINT items_pkey PRIMARY KEY (id),
        CONSTRAINT items_bank_id_key UNIQUE (bank_id),
        CONSTRAINT items_stimulus_fkey FOREIGN KEY (stimulus_id) REFERENCES stimuli (id),
        CONSTRAINT items_status_check
          CHECK (status IN ('draft', 'in-review', 'approved', 'pretest', 'operational', 'retired')),
        CONSTRAINT items_expected_difficulty_check CHECK (expected_difficulty BETWEEN 0 AND 1)
      )
    `);
    await runner.query(`
      CREATE TABLE item_versions (
        id uuid NOT NULL,
        item_id uuid NOT NULL,
        version integer NOT NULL,
        content jsonb NOT NULL,
        content_hash text NOT NULL,
        created_at timestamptz NOT NULL,
        CONSTRAINT item_versions_pkey PRIMARY KEY (id),
        CONSTRAINT item_versions_item_version_key UNIQUE (item_id, version),
        CONSTRAINT item_versions_item_fkey FOREIGN KEY (item_id) REFERENCES items (id)
      )
    `);
    await runner.query(`
      CREATE TABLE item_keys (
        item_version_id uuid NOT NULL,
        key_revision integer NOT NULL,
        key jsonb NOT NULL,
        key_hash text NOT NULL,
        created_at timestamptz NOT NULL,
        CONSTRAINT item_keys_pkey PRIMARY KEY (item_version_id, key_revision),
        CONSTRAINT item_keys_item_version_fkey FOREIGN KEY (item_version_id) REFERENCES item_versions (id)
      )
    `);
    await runner.query(`
      CREATE TABLE bank_files (
        path text NOT NULL,
        file_hash text NOT NULL,
        record_hash text NOT NULL,
        imported_at timestamptz NOT NULL,
        CONSTRAINT bank_files_pkey PRIMARY KEY (path)
      )
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [
      'bank_files',
      'item_keys',
      'item_versions',
      'items',
      'stimulus_versions',
      'stimuli',
      'bank_sources',
      'bank_errors',
      'certifications',
    ]) {
      await runner.query(`DROP TABLE ${table}`);
    }
  }
}
