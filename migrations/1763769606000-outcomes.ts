import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Outcomes are inserted, never changed; a regrade adds the next revision. */
export class Outcomes1763769606000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE outcomes (
        session_id uuid NOT NULL,
        revision integer NOT NULL,
        decision text NOT NULL,
        scaled_score smallint NOT NULL,
        body text NOT NULL,
        frame jsonb NOT NULL,
        created_at timestamptz NOT NULL,
        CONSTRAINT outcomes_pkey PRIMARY KEY (session_id, revision),
        CONSTRAINT outcomes_session_fkey FOREIGN KEY (session_id) REFERENCES exam_sessions (session_id),
        CONSTRAINT outcomes_decision_check CHECK (decision IN ('pass', 'fail')),
        CONSTRAINT outcomes_scale_check CHECK (scaled_score BETWEEN 200 AND 800),
        CONSTRAINT outcomes_cut_check CHECK ((decision = 'pass') = (scaled_score >= 500))
      )
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE outcomes`);
  }
}
