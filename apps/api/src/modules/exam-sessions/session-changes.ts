import { Injectable } from '@nestjs/common';
import type { AccountId, ExamSessionId, PauseCause, SessionChange, SessionNotice } from '@attest/contracts';
import { Transaction } from '../../platform/database/transaction.ts';
import { noSuchSession, pauseOf } from './exam-sessions.repository.ts';

interface PresentState {
  readonly sessionId: ExamSessionId;
  readonly status: SessionChange['status'];
  readonly epoch: number;
  readonly deadline: Date | null;
  readonly pausedFor: PauseCause | null;
  readonly pausedAt: Date | null;
  readonly pausedUntil: Date | null;
  readonly pauseReason: string | null;
  readonly breakSecondsLeft: number;
  /** As JSON, so instants are text. */
  readonly notices: readonly SessionNotice[];
  readonly now: Date;
}

/** The present state of a session's time, as its browser is told whenever it changes. */
@Injectable()
export class SessionChanges {
  constructor(private readonly transaction: Transaction) {}

  /** @throws Problem `not-found` */
  async of(sessionId: ExamSessionId): Promise<SessionChange> {
    const change = (await this.ofMany([sessionId])).get(sessionId);
    if (change === undefined) throw noSuchSession();
    return change;
  }

  /** Of a candidate's own session. @throws Problem `not-found`, also for foreign ones */
  async ofOwn(sessionId: ExamSessionId, ownedBy: AccountId): Promise<SessionChange> {
    const change = (await this.ofMany([sessionId], ownedBy)).get(sessionId);
    if (change === undefined) throw noSuchSession();
    return change;
  }

  /** One statement, whatever their number. @param ownedBy leaves out those of others */
  async ofMany(
    sessionIds: readonly ExamSessionId[],
    ownedBy: AccountId | null = null,
  ): Promise<ReadonlyMap<ExamSessionId, SessionChange>> {
    const states = await this.transaction.rows<PresentState>(
      `SELECT s.session_id AS "sessionId", s.status, s.epoch, s.deadline, s.paused_for AS "pausedFor",
         s.paused_at AS "pausedAt", s.paused_until AS "pausedUntil", s.pause_reason AS "pauseReason",
         b.break_seconds_left AS "breakSecondsLeft", attest_now() AS now,
         coalesce((SELECT json_agg(json_build_object('id', n.id, 'kind', n.kind, 'seconds', n.seconds,
             'text', n.text, 'at', n.created_at) ORDER BY n.id)
           FROM (SELECT * FROM session_notices n WHERE n.session_id = s.session_id AND n.seen_at IS NULL
             ORDER BY n.id LIMIT 50) n), '[]') AS notices
       FROM exam_sessions s JOIN bookings b ON b.session_id = s.session_id
       WHERE s.session_id = ANY($1::uuid[]) AND ($2::uuid IS NULL OR s.candidate_id = $2)`,
      [sessionIds, ownedBy],
    );
    return new Map(states.map((state) => [state.sessionId, toChange(state)]));
  }
}

function toChange({
  status,
  epoch,
  deadline,
  breakSecondsLeft,
  notices,
  now,
  ...pause
}: PresentState): SessionChange {
  return {
    serverTime: now.toISOString(),
    status,
    epoch,
    deadline: deadline?.toISOString() ?? null,
    pause: pauseOf(pause),
    breakSecondsLeft,
    notices: notices.map(({ at, ...notice }) => ({ ...notice, at: new Date(at).toISOString() })),
  };
}
