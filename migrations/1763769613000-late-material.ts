import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Answers that came after the deadline: sealed by the browser, kept as evidence, decided by a person. */
export class LateMaterial1763769613000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE sealing_keys (
        session_id uuid NOT NULL,
        public_key jsonb NOT NULL,
        private_key bytea NOT NULL,
        CONSTRAINT sealing_keys_pkey PRIMARY KEY (session_id),
        CONSTRAINT sealing_keys_session_fkey FOREIGN KEY (session_id) REFERENCES exam_sessions (session_id)
      )
    `);
    await runner.query(`
      CREATE TABLE late_material (
        session_id uuid NOT NULL,
        sealed text NOT NULL,
        digest text NOT NULL,
        received_at timestamptz NOT NULL,
        decision text,
        decided_by uuid,
        decided_at timestamptz,
        reason text,
        CONSTRAINT late_material_pkey PRIMARY KEY (session_id),
        CONSTRAINT late_material_session_fkey FOREIGN KEY (session_id) REFERENCES exam_sessions (session_id),
        CONSTRAINT late_material_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES accounts (id),
        CONSTRAINT late_material_decision_check CHECK (decision IN ('admitted', 'refused')),
        CONSTRAINT late_material_decided_check CHECK ((decision IS NULL) = (decided_by IS NULL)),
        CONSTRAINT late_material_size_check CHECK (length(sealed) <= 1400000)
      )
    `);
    await runner.query(`
      CREATE INDEX late_material_undecided_idx ON late_material (received_at) WHERE decision IS NULL
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE late_material`);
    await runner.query(`DROP TABLE sealing_keys`);
  }
}
