import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Names an entry by the record it is about: a file may move, its record stays the same. */
export class BankFilesByRecord1763769607000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE bank_files DROP CONSTRAINT bank_files_pkey`);
    await runner.query(`ALTER TABLE bank_files ADD COLUMN kind text, ADD COLUMN record_id text`);
    await runner.query(`
      UPDATE bank_files SET
        kind = CASE split_part(path, '/', 2) WHEN 'items' THEN 'item' WHEN 'stimuli' THEN 'stimulus' ELSE 'exam' END,
        record_id = regexp_replace(path, '^.*/|[.]yaml$', '', 'g')
    `);
    // A record whose file had moved has an entry for each place; the last import counts.
    await runner.query(`
      DELETE FROM bank_files earlier USING bank_files later
      WHERE (earlier.kind, earlier.record_id) = (later.kind, later.record_id)
        AND (earlier.imported_at, earlier.path) < (later.imported_at, later.path)
    `);
    await runner.query(`
      ALTER TABLE bank_files
        ALTER COLUMN kind SET NOT NULL,
        ALTER COLUMN record_id SET NOT NULL,
        ADD CONSTRAINT bank_files_kind_check CHECK (kind IN ('item', 'stimulus', 'exam')),
        ADD CONSTRAINT bank_files_pkey PRIMARY KEY (kind, record_id)
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE bank_files
        DROP CONSTRAINT bank_files_pkey,
        DROP CONSTRAINT bank_files_kind_check,
        DROP COLUMN kind,
        DROP COLUMN record_id,
        ADD CONSTRAINT bank_files_pkey PRIMARY KEY (path)
    `);
  }
}
