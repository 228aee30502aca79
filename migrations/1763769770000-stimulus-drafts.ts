import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Working copies of scenarios, verdicts of reviewers, each for exactly one content, and the steps of scenarios. */
export class StimulusDrafts1763769770000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE stimulus_drafts (
        id uuid NOT NULL,
        owner_id uuid NOT NULL,
        stimulus_id uuid,
        based_on integer,
        lock integer NOT NULL,
        text jsonb NOT NULL,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        CONSTRAINT stimulus_drafts_pkey PRIMARY KEY (id),
        CONSTRAINT stimulus_drafts_owner_stimulus_key UNIQUE (owner_id, stimulus_id),
        CONSTRAINT stimulus_drafts_owner_fkey FOREIGN KEY (owner_id) REFERENCES accounts (id),
        CONSTRAINT stimulus_drafts_stimulus_fkey FOREIGN KEY (stimulus_id) REFERENCES stimuli (id),
        CONSTRAINT stimulus_drafts_based_on_check CHECK ((stimulus_id IS NULL) = (based_on IS NULL)),
        CONSTRAINT stimulus_drafts_lock_check CHECK (lock >= 1)
      )
    `);
    await runner.query(`CREATE INDEX stimulus_drafts_stimulus_idx ON stimulus_drafts (stimulus_id)`);
    await runner.query(`
      CREATE TABLE stimulus_judgements (
        stimulus_id uuid NOT NULL,
        judged_hash text NOT NULL,
        reviewer_id uuid NOT NULL,
        revision integer NOT NULL,
        verdict text NOT NULL,
        aspects text[] NOT NULL,
        remark text NOT NULL,
        judged_at timestamptz NOT NULL,
        CONSTRAINT stimulus_judgements_pkey PRIMARY KEY (stimulus_id, judged_hash, reviewer_id),
        CONSTRAINT stimulus_judgements_revision_fkey
          FOREIGN KEY (stimulus_id, revision) REFERENCES stimulus_revisions (stimulus_id, revision),
        CONSTRAINT stimulus_judgements_reviewer_fkey FOREIGN KEY (reviewer_id) REFERENCES accounts (id),
        CONSTRAINT stimulus_judgements_verdict_check CHECK (verdict IN ('approved', 'changes')),
        CONSTRAINT stimulus_judgements_aspects_check
          CHECK (aspects <@ ARRAY['technical', 'editorial', 'fairness'] AND aspects <> '{}')
      )
    `);
    await runner.query(`
      CREATE TABLE stimulus_moves (
        id uuid NOT NULL,
        stimulus_id uuid NOT NULL,
        revision integer NOT NULL,
        from_status text NOT NULL,
        to_status text NOT NULL,
        reason text NOT NULL,
        moved_by uuid NOT NULL,
        moved_at timestamptz NOT NULL,
        CONSTRAINT stimulus_moves_pkey PRIMARY KEY (id),
        CONSTRAINT stimulus_moves_stimulus_fkey FOREIGN KEY (stimulus_id) REFERENCES stimuli (id),
        CONSTRAINT stimulus_moves_moved_by_fkey FOREIGN KEY (moved_by) REFERENCES accounts (id)
      )
    `);
    await runner.query(`CREATE INDEX stimulus_moves_stimulus_idx ON stimulus_moves (stimulus_id, id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE stimulus_moves`);
    await runner.query(`DROP TABLE stimulus_judgements`);
    await runner.query(`DROP TABLE stimulus_drafts`);
  }
}
