import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which sessions a stop of their exam holds, asked each second; and the audit trail by who and what. */
export class IncidentsAndAuditSearch1763769630000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX exam_sessions_incident_idx ON exam_sessions (exam_version_id) WHERE paused_for = 'incident'
    `);
    await runner.query(`CREATE INDEX audit_events_actor_idx ON audit_events (actor_id, id)`);
    await runner.query(`CREATE INDEX audit_events_kind_idx ON audit_events (kind, id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX audit_events_kind_idx`);
    await runner.query(`DROP INDEX audit_events_actor_idx`);
    await runner.query(`DROP INDEX exam_sessions_incident_idx`);
  }
}
