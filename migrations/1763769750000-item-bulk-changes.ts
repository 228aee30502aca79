import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Changes of many items at a time, each as it was before, so that the whole can be taken back for a while. */
export class ItemBulkChanges1763769750000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE item_bulk_changes (
        id uuid NOT NULL,
        account_id uuid NOT NULL,
        change jsonb NOT NULL,
        entries jsonb NOT NULL,
        done_at timestamptz NOT NULL,
        undone_at timestamptz,
        CONSTRAINT item_bulk_changes_pkey PRIMARY KEY (id),
        CONSTRAINT item_bulk_changes_account_fkey FOREIGN KEY (account_id) REFERENCES accounts (id)
      )
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE item_bulk_changes`);
  }
}
