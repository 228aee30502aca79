import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Blind answers and verdicts of reviewers, each for exactly one content and key; and the steps of items. */
export class ItemReviews1763769710000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE item_judgements (
        item_id uuid NOT NULL,
        judged_hash text NOT NULL,
        reviewer_id uuid NOT NULL,
        revision integer NOT NULL,
        value jsonb NOT NULL,
        points double precision NOT NULL,
        answered_at timestamptz NOT NULL,
        verdict text,
        aspects text[] NOT NULL DEFAULT '{}',
        remark text NOT NULL DEFAULT '',
        judged_at timestamptz,
        CONSTRAINT item_judgements_pkey PRIMARY KEY (item_id, judged_hash, reviewer_id),
        CONSTRAINT item_judgements_revision_fkey
          FOREIGN KEY (item_id, revision) REFERENCES item_revisions (item_id, revision),
        CONSTRAINT item_judgements_reviewer_fkey FOREIGN KEY (reviewer_id) REFERENCES accounts (id),
        CONSTRAINT item_judgements_verdict_check CHECK (verdict IN ('approved', 'changes')),
        CONSTRAINT item_judgements_judged_check CHECK ((verdict IS NULL) = (judged_at IS NULL)),
        CONSTRAINT item_judgements_aspects_check
          CHECK (aspects <@ ARRAY['technical', 'editorial', 'fairness'] AND (verdict IS NULL) = (aspects = '{}'))
      )
    `);
    await runner.query(`
      CREATE TABLE item_moves (
        id uuid NOT NULL,
        item_id uuid NOT NULL,
        revision integer NOT NULL,
        from_status text NOT NULL,
        to_status text NOT NULL,
        reason text NOT NULL,
        moved_by uuid NOT NULL,
        moved_at timestamptz NOT NULL,
        CONSTRAINT item_moves_pkey PRIMARY KEY (id),
        CONSTRAINT item_moves_item_fkey FOREIGN KEY (item_id) REFERENCES items (id),
        CONSTRAINT item_moves_moved_by_fkey FOREIGN KEY (moved_by) REFERENCES accounts (id)
      )
    `);
    await runner.query(`CREATE INDEX item_moves_item_idx ON item_moves (item_id, id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE item_moves`);
    await runner.query(`DROP TABLE item_judgements`);
  }
}
