import { moved, refuse, type SessionMoved, type SessionState, type Verdict } from './session-states.ts';

/** The part of a session that decides whether its time is over. */
export type TimedSession = Pick<SessionState, 'status' | 'deadline' | 'graceSeconds'>;

/** True when an active session is past its deadline and grace, so that the sweep must close it. */
export function isExpired(session: TimedSession, now: Date): boolean {
  return session.status === 'active' && isPastGrace(session, now);
}

/**
 * True when deadline and grace are over, in any state but paused: there the clock stands. The last instant
 * of the grace still counts.
 */
export function isPastGrace(session: TimedSession, now: Date): boolean {
  if (session.deadline === null || session.status === 'paused') return false;
  return now > addSeconds(session.deadline, session.graceSeconds);
}

/**
 * Gives more time to a session that is under way, running or paused. What has expired has ended, whether
 * the sweep came by or not: that takes reopening.
 */
export function addTime<State extends SessionState>(
  session: State,
  seconds: number,
  now: Date,
): Verdict<SessionMoved<State>> {
  const isUnderWay = session.status === 'active' || session.status === 'paused';
  if (!isUnderWay || session.deadline === null || isExpired(session, now)) {
    return refuse('session-state-conflict');
  }
  return moved({ ...session, deadline: addSeconds(session.deadline, seconds) });
}

export function addSeconds(instant: Date, seconds: number): Date {
  return addMs(instant, seconds * 1000);
}

export function addMs(instant: Date, ms: number): Date {
  return new Date(instant.getTime() + ms);
}
