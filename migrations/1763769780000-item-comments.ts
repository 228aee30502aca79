import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What reviewers and authors say of words of an item, and what they answer each other. */
export class ItemComments1763769780000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE item_comments (
        id uuid NOT NULL,
        item_id uuid NOT NULL,
        revision integer NOT NULL,
        author_id uuid NOT NULL,
        quote jsonb,
        body text NOT NULL,
        said_at timestamptz NOT NULL,
        resolved_by uuid,
        resolved_at timestamptz,
        resolution text NOT NULL,
        CONSTRAINT item_comments_pkey PRIMARY KEY (id),
        CONSTRAINT item_comments_revision_fkey
          FOREIGN KEY (item_id, revision) REFERENCES item_revisions (item_id, revision),
        CONSTRAINT item_comments_author_fkey FOREIGN KEY (author_id) REFERENCES accounts (id),
        CONSTRAINT item_comments_resolved_by_fkey FOREIGN KEY (resolved_by) REFERENCES accounts (id),
        CONSTRAINT item_comments_resolved_check CHECK ((resolved_by IS NULL) = (resolved_at IS NULL))
      )
    `);
    await runner.query(`CREATE INDEX item_comments_item_idx ON item_comments (item_id, id)`);
    await runner.query(`
      CREATE TABLE item_comment_replies (
        id uuid NOT NULL,
        comment_id uuid NOT NULL,
        author_id uuid NOT NULL,
        body text NOT NULL,
        said_at timestamptz NOT NULL,
        CONSTRAINT item_comment_replies_pkey PRIMARY KEY (id),
        CONSTRAINT item_comment_replies_comment_fkey FOREIGN KEY (comment_id) REFERENCES item_comments (id),
        CONSTRAINT item_comment_replies_author_fkey FOREIGN KEY (author_id) REFERENCES accounts (id)
      )
    `);
    await runner.query(
      `CREATE INDEX item_comment_replies_comment_idx ON item_comment_replies (comment_id, id)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE item_comment_replies`);
    await runner.query(`DROP TABLE item_comments`);
  }
}
