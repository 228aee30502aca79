import type { PauseCause, ProblemId, SessionStatus } from '@attest/contracts';

/** Where an exam session may go from each state. A person may void it from any other state. */
export const arrows: Readonly<Record<SessionStatus, readonly SessionStatus[]>> = {
  booked: ['ready', 'voided'],
  ready: ['active', 'voided'],
  active: ['paused', 'submitted', 'expired', 'voided'],
  paused: ['active', 'voided'],
  submitted: ['marking', 'scored', 'voided'],
  expired: ['marking', 'scored', 'voided'],
  marking: ['scored', 'voided'],
  scored: ['released', 'voided'],
  released: ['voided'],
  voided: [],
};

export function mayMove(from: SessionStatus, to: SessionStatus): boolean {
  return arrows[from].includes(to);
}

/** What the decisions need to know of an exam session. Instants are those the deciding transaction read. */
export interface SessionState {
  readonly status: SessionStatus;
  /** 0 before the start; names the tab or device that holds the session. */
  readonly epoch: number;
  readonly startedAt: Date | null;
  /** Null: no time limit. */
  readonly deadline: Date | null;
  readonly closedAt: Date | null;
  /** How often it was ended; a reopened session keeps its count. */
  readonly closing: number;
  readonly pausedFor: PauseCause | null;
  readonly pausedAt: Date | null;
  /** When a break ends by itself; null: a person ends the pause. */
  readonly pausedUntil: Date | null;
  readonly pauseReason: string | null;
  /** Time allowed from the start, accommodation included; null: no time limit. */
  readonly durationSeconds: number | null;
  /** Time for transport after the deadline, never shown to candidates. */
  readonly graceSeconds: number;
}

export interface Refusal {
  readonly accepted: false;
  readonly reason: ProblemId;
}

export interface SessionMoved<State extends SessionState> {
  readonly accepted: true;
  readonly session: State;
  /** True: nothing changed, an earlier request did this already; answer as that one was answered. */
  readonly isRepeat: boolean;
}

export interface SessionHeld<State extends SessionState> extends SessionMoved<State> {
  /** The epoch to tell the caller; after a repeated start it may be older than the session's. */
  readonly epoch: number;
}

export type Verdict<Accepted extends { readonly accepted: true }> = Accepted | Refusal;

export function refuse(reason: ProblemId): Refusal {
  return { accepted: false, reason };
}

const firstEpoch = 1;

/**
 * Starts the clock. Repeating it changes nothing and answers with the same instants and the first
 * epoch: whoever lost the reply can go on, whoever was overtaken by a resume learns it from the first
 * save, and no start ever takes a session away from its holder.
 */
export function startSession<State extends SessionState>(
  session: State,
  now: Date,
): Verdict<SessionHeld<State>> {
  if (session.status === 'active' || session.status === 'paused') {
    if (isExpired(session, now)) return refuse('response-after-deadline');
    return { accepted: true, session, epoch: firstEpoch, isRepeat: true };
  }
  if (!mayMove(session.status, 'active')) return refuse('session-not-startable');
  const { durationSeconds } = session;
  const started: State = {
    ...session,
    status: 'active',
    epoch: firstEpoch,
    startedAt: now,
    deadline: durationSeconds === null ? null : addSeconds(now, durationSeconds),
  };
  return { accepted: true, session: started, epoch: firstEpoch, isRepeat: false };
}

/** Hands a running session to whoever asks: the epoch grows by one and the former holder may only read. */
export function resumeSession<State extends SessionState>(
  session: State,
  now: Date,
): Verdict<SessionHeld<State>> {
  if (session.status !== 'active') return refuse('session-not-active');
  if (isExpired(session, now)) return refuse('response-after-deadline');
  const epoch = session.epoch + 1;
  return { accepted: true, session: { ...session, epoch }, epoch, isRepeat: false };
}

export type Closing = { readonly by: 'candidate'; readonly epoch: number } | { readonly by: 'staff' };

/**
 * Ends an active session as submitted. A session that is closed already is a repeat: the stored
 * receipt answers it, whatever the epoch. Past deadline and grace only `expireSession` may close.
 */
export function closeSession<State extends SessionState>(
  session: State,
  closing: Closing,
  now: Date,
): Verdict<SessionMoved<State>> {
  if (isClosed(session.status)) return { accepted: true, session, isRepeat: true };
  if (session.status !== 'active') return refuse('session-not-active');
  if (closing.by === 'candidate') {
    if (isExpired(session, now)) return refuse('response-after-deadline');
    if (closing.epoch !== session.epoch) return refuse('session-continued-elsewhere');
  }
  return {
    accepted: true,
    session: { ...session, status: 'submitted', closedAt: now, closing: session.closing + 1 },
    isRepeat: false,
  };
}

/** Ends an active session at its deadline; null while deadline and grace are not over or it is not active. */
export function expireSession<State extends SessionState>(session: State, now: Date): State | null {
  if (!isExpired(session, now)) return null;
  return { ...session, status: 'expired', closedAt: session.deadline, closing: session.closing + 1 };
}

/** True when an active session is past its deadline and grace, so that the sweep must close it. */
export function isExpired(session: SessionState, now: Date): boolean {
  return session.status === 'active' && isPastGrace(session, now);
}

/** True when deadline and grace are over, in any state. The last instant of the grace still counts. */
export function isPastGrace(session: SessionState, now: Date): boolean {
  return session.deadline !== null && now > addSeconds(session.deadline, session.graceSeconds);
}

const closedStates: readonly SessionStatus[] = ['submitted', 'expired', 'marking', 'scored', 'released'];

/** True once the responses are final. A voided session is not closed: it has no outcome. */
export function isClosed(status: SessionStatus): boolean {
  return closedStates.includes(status);
}

function addSeconds(instant: Date, seconds: number): Date {
  return new Date(instant.getTime() + seconds * 1000);
}
