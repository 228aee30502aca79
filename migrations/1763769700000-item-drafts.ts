import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Working copies of items: one a person and item, and any number of new ones. */
export class ItemDrafts1763769700000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE item_drafts (
        id uuid NOT NULL,
        owner_id uuid NOT NULL,
        item_id uuid,
        based_on integer,
        lock integer NOT NULL,
        text jsonb NOT NULL,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        CONSTRAINT item_drafts_pkey PRIMARY KEY (id),
        CONSTRAINT item_drafts_owner_item_key UNIQUE (owner_id, item_id),
        CONSTRAINT item_drafts_owner_fkey FOREIGN KEY (owner_id) REFERENCES accounts (id),
        CONSTRAINT item_drafts_item_fkey FOREIGN KEY (item_id) REFERENCES items (id),
        CONSTRAINT item_drafts_based_on_check CHECK ((item_id IS NULL) = (based_on IS NULL)),
        CONSTRAINT item_drafts_lock_check CHECK (lock >= 1)
      )
    `);
    await runner.query(`CREATE INDEX item_drafts_item_idx ON item_drafts (item_id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE item_drafts`);
  }
}
