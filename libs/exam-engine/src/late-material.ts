import { isClosed, mayMove, moved, refuse } from './session-states.ts';
import type { SessionMoved, SessionState, Verdict } from './session-states.ts';
import { isExpired } from './session-time.ts';

/**
 * Whether answers that came too late may be handed in as evidence: of a session which its deadline ended,
 * or is about to end. Whoever submitted, or was ended by staff, has nothing that a deadline cut off.
 */
export function mayHandInLate(session: SessionState, now: Date): boolean {
  return (isClosed(session.status) && session.closedBy === 'deadline') || isExpired(session, now);
}

/**
 * Ends a session once more, with the late answers that staff admitted: a further closing with a receipt and
 * an outcome of its own. It ended when it ended, so the instant stays.
 */
export function admitLate<State extends SessionState>(session: State): Verdict<SessionMoved<State>> {
  const { status, closedBy } = session;
  if (!isClosed(status) || !mayMove(status, 'submitted') || closedBy !== 'deadline') {
    return refuse('session-state-conflict');
  }
  return moved({ ...session, status: 'submitted', closedBy: 'staff', closing: session.closing + 1 });
}
