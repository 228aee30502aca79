import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Imports with their files until they are brought in, what becomes of each record, and how far the work is. */
export class BankImports1763769720000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE imports (
        id uuid NOT NULL,
        owner_id uuid NOT NULL,
        format text NOT NULL,
        name text NOT NULL,
        file_count integer NOT NULL,
        state text NOT NULL,
        check_number integer NOT NULL,
        chosen jsonb,
        columns jsonb NOT NULL,
        findings jsonb NOT NULL,
        counts jsonb NOT NULL,
        leaves_out_faulty boolean NOT NULL,
        refusal jsonb,
        created_at timestamptz NOT NULL,
        changed_at timestamptz NOT NULL,
        CONSTRAINT imports_pkey PRIMARY KEY (id),
        CONSTRAINT imports_owner_fkey FOREIGN KEY (owner_id) REFERENCES accounts (id),
        CONSTRAINT imports_format_check CHECK (format IN ('csv', 'bank-files')),
        CONSTRAINT imports_state_check
          CHECK (state IN ('checking', 'checked', 'applying', 'applied', 'undoing', 'undone'))
      )
    `);
    await runner.query(`CREATE INDEX imports_owner_idx ON imports (owner_id, created_at, id)`);
    await runner.query(`
      CREATE INDEX imports_waiting_idx ON imports (changed_at) WHERE state IN ('checking', 'applying', 'undoing')
    `);
    await runner.query(`
      CREATE TABLE import_files (
        import_id uuid NOT NULL,
        n integer NOT NULL,
        name text NOT NULL,
        text text NOT NULL,
        CONSTRAINT import_files_pkey PRIMARY KEY (import_id, n),
        CONSTRAINT import_files_import_fkey FOREIGN KEY (import_id) REFERENCES imports (id)
      )
    `);
    await runner.query(`
      CREATE TABLE import_rows (
        import_id uuid NOT NULL,
        n integer NOT NULL,
        kind text NOT NULL,
        record_id text,
        file text NOT NULL,
        line integer NOT NULL,
        first_words text NOT NULL,
        verdict text NOT NULL,
        seen_revision integer,
        record jsonb,
        findings jsonb NOT NULL,
        has_warnings boolean NOT NULL,
        made_revision integer,
        former jsonb,
        CONSTRAINT import_rows_pkey PRIMARY KEY (import_id, n),
        CONSTRAINT import_rows_import_fkey FOREIGN KEY (import_id) REFERENCES imports (id),
        CONSTRAINT import_rows_kind_check CHECK (kind IN ('item', 'stimulus')),
        CONSTRAINT import_rows_verdict_check CHECK (verdict IN ('create', 'change', 'skip', 'refuse'))
      )
    `);
    await runner.query(`
      CREATE TABLE import_progress (
        import_id uuid NOT NULL,
        done integer NOT NULL,
        total integer NOT NULL,
        tries integer NOT NULL,
        CONSTRAINT import_progress_pkey PRIMARY KEY (import_id),
        CONSTRAINT import_progress_import_fkey FOREIGN KEY (import_id) REFERENCES imports (id)
      )
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE import_progress`);
    await runner.query(`DROP TABLE import_rows`);
    await runner.query(`DROP TABLE import_files`);
    await runner.query(`DROP TABLE imports`);
  }
}
