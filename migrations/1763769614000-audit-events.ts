import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What staff and the installation did. Written unchained in the transaction of what it records; one
 * sealer numbers and hashes the rows afterwards, so that nobody queues behind the end of a chain.
 */
export class AuditEvents1763769614000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE audit_events (
        id uuid NOT NULL,
        at timestamptz NOT NULL,
        kind text NOT NULL,
        actor_id uuid,
        subject_kind text NOT NULL,
        subject_id text NOT NULL,
        reason text,
        body text NOT NULL,
        seq bigint,
        hash bytea,
        CONSTRAINT audit_events_pkey PRIMARY KEY (id),
        CONSTRAINT audit_events_seq_key UNIQUE (seq),
        CONSTRAINT audit_events_sealed_check CHECK ((seq IS NULL) = (hash IS NULL))
      )
    `);
    await runner.query(`CREATE INDEX audit_events_unsealed_idx ON audit_events (id) WHERE seq IS NULL`);
    await runner.query(
      `CREATE INDEX audit_events_subject_idx ON audit_events (subject_kind, subject_id, id)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE audit_events`);
  }
}
