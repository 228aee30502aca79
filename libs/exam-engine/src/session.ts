import { alwaysOpen, deadlineFrom, whyNotOpen } from './exam-window.ts';
import type { PersonalWindow } from './exam-window.ts';
import { continueSession } from './session-pauses.ts';
import { isClosed, moved, refuse } from './session-states.ts';
import type { SessionMoved, SessionState, Verdict } from './session-states.ts';
import { isExpired } from './session-time.ts';
import type { TimedSession } from './session-time.ts';

export interface SessionHeld<State extends SessionState> extends SessionMoved<State> {
  /** The epoch to tell the caller; after a repeated start it may be older than the session's. */
  readonly epoch: number;
}

const firstEpoch = 1;

/**
 * Starts the clock. Repeating it changes nothing and answers with the same instants and the first
 * epoch: whoever lost the reply can go on, whoever was overtaken by a resume learns it from the first
 * save, and no start ever takes a session away from its holder.
 *
 * @param window decides whether it may begin, and caps the deadline; a session that runs is past it
 */
export function startSession<State extends SessionState>(
  session: State,
  now: Date,
  window: PersonalWindow = alwaysOpen,
): Verdict<SessionHeld<State>> {
  if (session.status === 'active' || session.status === 'paused') {
    if (isExpired(session, now)) return refuse('response-after-deadline');
    return { accepted: true, session, epoch: firstEpoch, isRepeat: true };
  }
  if (session.status !== 'ready') return refuse('session-not-startable');
  if (whyNotOpen(window, now) !== null) return refuse('exam-not-open');
  const started: State = {
    ...session,
    status: 'active',
    epoch: firstEpoch,
    startedAt: now,
    deadline: deadlineFrom(window, now, session.durationSeconds),
  };
  return { accepted: true, session: started, epoch: firstEpoch, isRepeat: false };
}

/**
 * Hands a session under way to whoever asks: the epoch grows by one and the former holder may only read.
 * A paused one stays paused.
 */
export function resumeSession<State extends SessionState>(
  session: State,
  now: Date,
): Verdict<SessionHeld<State>> {
  if (session.status !== 'active' && session.status !== 'paused') return refuse('session-not-active');
  if (isExpired(session, now)) return refuse('response-after-deadline');
  const epoch = session.epoch + 1;
  return { accepted: true, session: { ...session, epoch }, epoch, isRepeat: false };
}

export type Closing = { readonly by: 'candidate'; readonly epoch: number } | { readonly by: 'staff' };

/**
 * Ends a session as submitted. One that is closed already is a repeat: the stored receipt answers it,
 * whatever the epoch. Past deadline and grace a candidate is too late, and only `expireSession` or staff
 * may close. Staff may end also what stands still: the clock goes on first.
 */
export function closeSession<State extends SessionState>(
  session: State,
  closing: Closing,
  now: Date,
): Verdict<SessionMoved<State>> {
  if (isClosed(session.status)) return { accepted: true, session, isRepeat: true };
  if (closing.by === 'staff' && session.status === 'paused') {
    const running = continueSession(session, now);
    return running.accepted ? closeSession(running.session, closing, now) : running;
  }
  if (session.status !== 'active') return refuse('session-not-active');
  if (closing.by === 'candidate') {
    if (isExpired(session, now)) return refuse('response-after-deadline');
    if (closing.epoch !== session.epoch) return refuse('session-continued-elsewhere');
  }
  return moved({
    ...session,
    status: 'submitted',
    closedAt: now,
    closedBy: closing.by,
    closing: session.closing + 1,
  });
}

/** An active session as its deadline ends it. */
export type Expired<State> = State &
  Pick<SessionState, 'closedAt'> & { status: 'expired'; closedBy: 'deadline' };

/**
 * Ends an active session at its deadline; null while deadline and grace are not over or it is not active.
 * Asks for no more of a session than it looks at: thousands are read for it at once.
 */
export function expireSession<State extends TimedSession & Pick<SessionState, 'closing'>>(
  session: State,
  now: Date,
): Expired<State> | null {
  if (!isExpired(session, now)) return null;
  return {
    ...session,
    status: 'expired',
    closedAt: session.deadline,
    closedBy: 'deadline',
    closing: session.closing + 1,
  };
}
