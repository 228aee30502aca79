import { Injectable } from '@nestjs/common';
import { Uuid, type AuditEvent, type AuditEvents, type AuditEventsQuery } from '@attest/contracts';
import type * as z from 'zod';
import { Transaction } from '../database/transaction.ts';
import { foreignCursor, readCursor, writeCursor } from '../http/cursor.ts';

interface FoundEvent extends Pick<AuditEvent, 'id' | 'kind' | 'reason' | 'change' | 'seq' | 'hash'> {
  readonly at: Date;
  readonly actorId: string | null;
  readonly actorName: string | null;
  readonly subjectKind: string;
  readonly subjectId: string;
}

/** What those read who may look into the audit trail. */
@Injectable()
export class AuditTrail {
  constructor(private readonly transaction: Transaction) {}

  async list(query: z.infer<typeof AuditEventsQuery>): Promise<AuditEvents> {
    const before = Uuid.nullable().safeParse(readCursor(query.after)?.[0] ?? null);
    if (!before.success) throw foreignCursor();
    const found = await this.find(query, before.data);
    const page = found.slice(0, query.limit);
    const last = page.at(-1);
    return {
      auditEvents: page.map(asRead),
      next: found.length > query.limit && last !== undefined ? writeCursor([last.id]) : null,
      unsealedCount: await this.unsealedCount(),
    };
  }

  /** Names are those of today: an account may have been renamed since. */
  private find(
    { subjectKind, subjectId, actorId, kind, limit }: z.infer<typeof AuditEventsQuery>,
    beforeId: string | null,
  ): Promise<FoundEvent[]> {
    return this.transaction.rows<FoundEvent>(
      `SELECT e.id, e.at, e.kind, e.actor_id AS "actorId", a.display_name AS "actorName",
         e.subject_kind AS "subjectKind", e.subject_id AS "subjectId", e.reason, e.body AS change,
         e.seq::int AS seq, encode(e.hash, 'hex') AS hash
       FROM audit_events e LEFT JOIN accounts a ON a.id = e.actor_id
       WHERE ($1::text IS NULL OR e.subject_kind = $1) AND ($2::text IS NULL OR e.subject_id = $2)
         AND ($3::uuid IS NULL OR e.actor_id = $3) AND ($4::text IS NULL OR e.kind = $4)
         AND ($5::uuid IS NULL OR e.id < $5)
       ORDER BY e.id DESC LIMIT $6`,
      [subjectKind ?? null, subjectId ?? null, actorId ?? null, kind ?? null, beforeId, limit + 1],
    );
  }

  private async unsealedCount(): Promise<number> {
    const [row] = await this.transaction.rows<{ count: number }>(
      `SELECT count(*)::int AS count FROM audit_events WHERE seq IS NULL`,
    );
    return row?.count ?? 0;
  }
}

function asRead({ at, actorId, actorName, subjectKind, subjectId, ...rest }: FoundEvent): AuditEvent {
  return {
    ...rest,
    at: at.toISOString(),
    actor: actorId === null ? null : { id: actorId, displayName: actorName },
    subject: { kind: subjectKind, id: subjectId },
  };
}
