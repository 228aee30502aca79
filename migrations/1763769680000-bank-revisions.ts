import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What authors wrote, as a bank file would hold it, at every save; and the registers as a whole. Records stored
 * before have no revision (0): each file counts as changed once, and the next import adds what it finds.
 */
export class BankRevisions1763769680000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE item_revisions (
        item_id uuid NOT NULL,
        revision integer NOT NULL,
        version integer NOT NULL,
        key_revision integer NOT NULL,
        record jsonb NOT NULL,
        note text NOT NULL,
        saved_by uuid,
        saved_at timestamptz NOT NULL,
        CONSTRAINT item_revisions_pkey PRIMARY KEY (item_id, revision),
        CONSTRAINT item_revisions_item_fkey FOREIGN KEY (item_id) REFERENCES items (id),
        CONSTRAINT item_revisions_saved_by_fkey FOREIGN KEY (saved_by) REFERENCES accounts (id),
        CONSTRAINT item_revisions_revision_check CHECK (revision >= 1)
      )
    `);
    await runner.query(`
      CREATE TABLE stimulus_revisions (
        stimulus_id uuid NOT NULL,
        revision integer NOT NULL,
        version integer NOT NULL,
        record jsonb NOT NULL,
        note text NOT NULL,
        saved_by uuid,
        saved_at timestamptz NOT NULL,
        CONSTRAINT stimulus_revisions_pkey PRIMARY KEY (stimulus_id, revision),
        CONSTRAINT stimulus_revisions_stimulus_fkey FOREIGN KEY (stimulus_id) REFERENCES stimuli (id),
        CONSTRAINT stimulus_revisions_saved_by_fkey FOREIGN KEY (saved_by) REFERENCES accounts (id),
        CONSTRAINT stimulus_revisions_revision_check CHECK (revision >= 1)
      )
    `);
    for (const table of ['items', 'stimuli']) {
      await runner.query(`
        ALTER TABLE ${table}
          ADD COLUMN revision integer NOT NULL DEFAULT 0,
          ADD CONSTRAINT ${table}_revision_check CHECK (revision >= 0)
      `);
    }
    await runner.query(`ALTER TABLE stimuli ADD COLUMN reviewers text[] NOT NULL DEFAULT '{}'`);
    for (const table of ['bank_sources', 'bank_errors']) {
      await runner.query(`ALTER TABLE ${table} ADD COLUMN record jsonb NOT NULL DEFAULT '{}'`);
    }
    await runner.query(`UPDATE bank_files SET file_hash = '' WHERE kind IN ('item', 'stimulus')`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['bank_errors', 'bank_sources']) {
      await runner.query(`ALTER TABLE ${table} DROP COLUMN record`);
    }
    await runner.query(`ALTER TABLE stimuli DROP COLUMN reviewers`);
    for (const table of ['stimuli', 'items']) {
      await runner.query(
        `ALTER TABLE ${table} DROP CONSTRAINT ${table}_revision_check, DROP COLUMN revision`,
      );
    }
    await runner.query(`DROP TABLE stimulus_revisions`);
    await runner.query(`DROP TABLE item_revisions`);
  }
}
