import { Injectable } from '@nestjs/common';
import type { PauseCause } from '@attest/contracts';
import {
  breakSecondsLeftAfter,
  continueSession,
  isExpired,
  pauseSession,
  stoodStillMs,
  type Pause,
} from '@attest/exam-engine';
import { Transaction } from '../../platform/database/transaction.ts';
import { Problem } from '../../platform/http/problem.ts';
import { ExamStops } from './exam-stops.ts';
import { ExamSessionsRepository, type SessionAsRead } from './exam-sessions.repository.ts';
import { stateConflict } from './refusal.ts';
import { deadlineChange, SessionLedger, type Decision } from './session-ledger.ts';

const isDeedOfStaff: Readonly<Record<PauseCause, boolean>> = { break: false, staff: true, incident: true };

/**
 * Stops and starts the clock of a session whose row is taken. A session stands still for one cause at a
 * time; what ends a break or a staff pause while the whole exam is stopped hands it over to that stop.
 */
@Injectable()
export class SessionPauses {
  constructor(
    private readonly transaction: Transaction,
    private readonly sessions: ExamSessionsRepository,
    private readonly ledger: SessionLedger,
    private readonly stops: ExamStops,
  ) {}

  /** @throws Problem `session-state-conflict` */
  async pause(before: SessionAsRead, by: Decision, pause: Pick<Pause, 'cause' | 'until'>) {
    const verdict = pauseSession(before, { ...pause, reason: by.reason }, before.readAt);
    if (!verdict.accepted) throw stateConflict(before);
    const { session: after } = verdict;
    const { cause } = pause;
    const isOfStaff = isDeedOfStaff[cause];
    await this.ledger.write({
      before,
      after,
      by,
      events: [{ kind: 'paused', facts: { cause, ...(by.reason !== null && { reason: by.reason }) } }],
      notice: isOfStaff ? { kind: 'paused', seconds: null } : null,
      audit: isOfStaff ? 'exam-session.paused' : null,
    });
    return after;
  }

  /**
   * @returns the session as it goes on, or stands still again because its exam is stopped
   * @throws Problem `session-state-conflict`
   */
  async continue(before: SessionAsRead, by: Decision): Promise<SessionAsRead> {
    const verdict = continueSession(before, before.readAt);
    if (!verdict.accepted) throw stateConflict(before);
    const { session: after } = verdict;
    await this.takeFromBreak(before);
    const isOfStaff = by.actorId !== null && by.actorId !== before.candidateId;
    await this.ledger.write({
      before,
      after,
      by,
      events: [
        {
          kind: 'continued',
          facts: {
            seconds: Math.round(stoodStillMs(before, before.readAt) / 1000),
            ...(by.reason !== null && { reason: by.reason }),
          },
        },
        ...deadlineChange(before, after, by),
      ],
      notice: isOfStaff ? { kind: 'continued', seconds: null } : null,
      audit: isOfStaff ? 'exam-session.continued' : null,
    });
    return this.holdIfStopped(after);
  }

  /** Whatever lets a session run asks here last. */
  async holdIfStopped(session: SessionAsRead): Promise<SessionAsRead> {
    if (session.status !== 'active' || isExpired(session, session.readAt)) return session;
    const stop = await this.stops.of(session);
    if (stop === null) return session;
    return this.pause(session, { actorId: stop.openedBy, reason: stop.reason }, ofIncident);
  }

  /** @throws Problem `exam-stopped`: what stands still with its whole exam goes on with it */
  async refuseWhileStopped(session: SessionAsRead): Promise<void> {
    if (session.pausedFor !== 'incident') return;
    const stop = await this.stops.of(session);
    if (stop !== null) throw new Problem('exam-stopped');
  }

  /** What was used of the candidate's break time, when a break ends in whatever way. */
  async takeFromBreak(session: SessionAsRead): Promise<void> {
    if (session.pausedFor !== 'break') return;
    const { sessionId, readAt } = session;
    const left = breakSecondsLeftAfter(session, await this.sessions.breakSecondsLeft(sessionId), readAt);
    await this.transaction.rows(`UPDATE bookings SET break_seconds_left = $2 WHERE session_id = $1`, [
      sessionId,
      left,
    ]);
  }
}

export const ofIncident = { cause: 'incident', until: null } as const;
