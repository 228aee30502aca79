import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who was asked to review an item; changes of many items for as long as they can be undone; saved views of the bank. */
export class BulkChanges1763769750000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE item_review_assignments (
        item_id uuid NOT NULL,
        reviewer_id uuid NOT NULL,
        assigned_by uuid NOT NULL,
        assigned_at timestamptz NOT NULL,
        CONSTRAINT item_review_assignments_pkey PRIMARY KEY (item_id, reviewer_id),
        CONSTRAINT item_review_assignments_item_fkey FOREIGN KEY (item_id) REFERENCES items (id),
        CONSTRAINT item_review_assignments_reviewer_fkey FOREIGN KEY (reviewer_id) REFERENCES accounts (id),
        CONSTRAINT item_review_assignments_assigned_by_fkey FOREIGN KEY (assigned_by) REFERENCES accounts (id)
      )
    `);
    await runner.query(
      `CREATE INDEX item_review_assignments_reviewer_idx ON item_review_assignments (reviewer_id, item_id)`,
    );
    await runner.query(`
      CREATE TABLE item_changes (
        id uuid NOT NULL,
        made_by uuid NOT NULL,
        made_at timestamptz NOT NULL,
        action jsonb NOT NULL,
        items jsonb NOT NULL,
        undone jsonb,
        CONSTRAINT item_changes_pkey PRIMARY KEY (id),
        CONSTRAINT item_changes_made_by_fkey FOREIGN KEY (made_by) REFERENCES accounts (id)
      )
    `);
    await runner.query(`CREATE INDEX item_changes_made_by_idx ON item_changes (made_by, made_at)`);
    await runner.query(`
      CREATE TABLE bank_views (
        id uuid NOT NULL,
        owner_id uuid NOT NULL,
        name text NOT NULL,
        state jsonb NOT NULL,
        updated_at timestamptz NOT NULL,
        CONSTRAINT bank_views_pkey PRIMARY KEY (id),
        CONSTRAINT bank_views_owner_name_key UNIQUE (owner_id, name),
        CONSTRAINT bank_views_owner_fkey FOREIGN KEY (owner_id) REFERENCES accounts (id)
      )
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE bank_views`);
    await runner.query(`DROP TABLE item_changes`);
    await runner.query(`DROP TABLE item_review_assignments`);
  }
}
