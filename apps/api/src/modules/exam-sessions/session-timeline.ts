import { Injectable } from '@nestjs/common';
import {
  SessionEventFacts,
  type AccountId,
  type ExamSessionId,
  type SessionEvent,
  type SessionEventKind,
  type SessionEvents,
  type SessionEventsQuery,
} from '@attest/contracts';
import * as z from 'zod';
import { Transaction } from '../../platform/database/transaction.ts';
import { foreignCursor, readCursor, writeCursor } from '../../platform/http/cursor.ts';
import { noSuchSession } from './exam-sessions.repository.ts';

interface EventRow {
  readonly seq: number;
  readonly at: Date;
  readonly kind: SessionEventKind;
  readonly actorId: AccountId | null;
  readonly actorName: string | null;
  readonly body: string;
}

type Timeline = z.infer<typeof SessionEvents>;
type Paging = z.infer<typeof SessionEventsQuery>;

/** What staff keep among themselves. */
const forStaffOnly: readonly SessionEventKind[] = ['note', 'proposed', 'proposal-refused'];

const Place = z.coerce.number().int().min(0).max(2_147_483_647);

/** What is written down of a session, in the order in which the server learned it. */
@Injectable()
export class SessionTimeline {
  constructor(private readonly transaction: Transaction) {}

  /** The candidate's own, without what staff say among themselves and without their names. */
  async own(accountId: AccountId, sessionId: ExamSessionId, paging: Paging): Promise<Timeline> {
    const candidateId = await this.candidateOf(sessionId);
    if (candidateId !== accountId) throw noSuchSession();
    const timeline = await this.page(sessionId, candidateId, paging, forStaffOnly);
    return { ...timeline, events: timeline.events.map((event) => ({ ...event, actorName: null })) };
  }

  /** Everything, with names. */
  async whole(sessionId: ExamSessionId, paging: Paging): Promise<Timeline> {
    return this.page(sessionId, await this.candidateOf(sessionId), paging, []);
  }

  private async candidateOf(sessionId: ExamSessionId): Promise<AccountId> {
    const [session] = await this.transaction.rows<{ candidateId: AccountId }>(
      `SELECT candidate_id AS "candidateId" FROM exam_sessions WHERE session_id = $1`,
      [sessionId],
    );
    if (session === undefined) throw noSuchSession();
    return session.candidateId;
  }

  private async page(
    sessionId: ExamSessionId,
    candidateId: AccountId,
    { limit, after }: Paging,
    leftOut: readonly SessionEventKind[],
  ): Promise<Timeline> {
    const place = Place.safeParse(readCursor(after)?.[0] ?? 0);
    if (!place.success) throw foreignCursor();
    const rows = await this.transaction.rows<EventRow>(
      `SELECT e.seq, e.at, e.kind, e.actor_id AS "actorId", a.display_name AS "actorName", e.body
       FROM session_events e LEFT JOIN accounts a ON a.id = e.actor_id
       WHERE e.session_id = $1 AND e.seq > $2 AND e.kind <> ALL($3::text[]) ORDER BY e.seq LIMIT $4`,
      [sessionId, place.data, leftOut, limit + 1],
    );
    const events = rows.slice(0, limit).map((row) => toEvent(row, candidateId));
    const last = events.at(-1);
    const hasMore = rows.length > limit && last !== undefined;
    return { events, next: hasMore ? writeCursor([String(last.seq)]) : null };
  }
}

function toEvent({ at, actorId, body, ...row }: EventRow, candidateId: AccountId): SessionEvent {
  const actor = actorId === null ? 'system' : actorId === candidateId ? 'candidate' : 'staff';
  return { ...row, at: at.toISOString(), actor, facts: SessionEventFacts.parse(JSON.parse(body)) };
}
