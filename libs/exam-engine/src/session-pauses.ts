import type { PauseCause } from '@attest/contracts';
import { moved, refuse, type SessionMoved, type SessionState, type Verdict } from './session-states.ts';
import { addMs, addSeconds, isExpired } from './session-time.ts';

export interface Pause {
  readonly cause: PauseCause;
  readonly reason: string | null;
  /** When it ends by itself; null: a person ends it. */
  readonly until: Date | null;
}

/** Stops the clock of a running session: nothing expires and nothing is saved until it goes on. */
export function pauseSession<State extends SessionState>(
  session: State,
  { cause, reason, until }: Pause,
  now: Date,
): Verdict<SessionMoved<State>> {
  if (session.status !== 'active' || isExpired(session, now)) return refuse('session-state-conflict');
  return moved({
    ...session,
    status: 'paused',
    pausedFor: cause,
    pausedAt: now,
    pausedUntil: until,
    pauseReason: reason,
  });
}

/** The clock goes on, with as much time left as when it stopped; see `stoodStillMs`. */
export function continueSession<State extends SessionState>(
  session: State,
  now: Date,
): Verdict<SessionMoved<State>> {
  if (session.status !== 'paused') return refuse('session-state-conflict');
  const { deadline } = session;
  return moved({
    ...session,
    ...withoutPause,
    status: 'active',
    deadline: deadline === null ? null : addMs(deadline, stoodStillMs(session, now)),
  });
}

/** What a session that does not stand still says of pauses. */
export const withoutPause = { pausedFor: null, pausedAt: null, pausedUntil: null, pauseReason: null };

/** Of a paused session, in milliseconds. A break that nobody ended in time counts as far as it was granted. */
export function stoodStillMs({ pausedAt, pausedUntil }: SessionState, now: Date): number {
  if (pausedAt === null) return 0;
  const end = pausedUntil !== null && pausedUntil < now ? pausedUntil : now;
  return Math.max(0, end.getTime() - pausedAt.getTime());
}

/** True when a break has lasted as long as it was granted, so that the sweep must end it. */
export function isBreakOver({ status, pausedUntil }: SessionState, now: Date): boolean {
  return status === 'paused' && pausedUntil !== null && pausedUntil <= now;
}

/** A session together with the break time that is left to its candidate. */
export interface BreakMoved<State extends SessionState> extends SessionMoved<State> {
  readonly breakSecondsLeft: number;
}

interface BreakAsked {
  readonly epoch: number;
  readonly breakSecondsLeft: number;
}

/** The candidate's own pause, until the granted time is used up. Repeating it changes nothing. */
export function startBreak<State extends SessionState>(
  session: State,
  { epoch, breakSecondsLeft }: BreakAsked,
  now: Date,
): Verdict<BreakMoved<State>> {
  const refusal = refuseOther(session, epoch);
  if (refusal !== null) return refusal;
  if (session.pausedFor === 'break') return { accepted: true, session, isRepeat: true, breakSecondsLeft };
  if (session.status !== 'active') return refuse('session-not-active');
  if (session.deadline === null || breakSecondsLeft <= 0) return refuse('break-not-available');
  if (session.deadline <= now) return refuse('response-after-deadline');
  const until = addSeconds(now, breakSecondsLeft);
  const verdict = pauseSession(session, { cause: 'break', reason: null, until }, now);
  return verdict.accepted ? { ...verdict, breakSecondsLeft } : verdict;
}

/** Back to work before the break is over. Once it is over or ended, repeating it changes nothing. */
export function endBreak<State extends SessionState>(
  session: State,
  { epoch, breakSecondsLeft }: BreakAsked,
  now: Date,
): Verdict<BreakMoved<State>> {
  const refusal = refuseOther(session, epoch);
  if (refusal !== null) return refusal;
  if (session.status === 'active') return { accepted: true, session, isRepeat: true, breakSecondsLeft };
  if (session.pausedFor !== 'break') return refuse('session-not-active');
  const verdict = continueSession(session, now);
  if (!verdict.accepted) return verdict;
  return { ...verdict, breakSecondsLeft: breakSecondsLeftAfter(session, breakSecondsLeft, now) };
}

/** Begun seconds count, so that many short breaks never add up to more than was granted. */
export function breakSecondsLeftAfter(session: SessionState, breakSecondsLeft: number, now: Date): number {
  if (session.pausedFor !== 'break') return breakSecondsLeft;
  return Math.max(0, breakSecondsLeft - Math.ceil(stoodStillMs(session, now) / 1000));
}

function refuseOther(session: SessionState, epoch: number) {
  if (session.status !== 'active' && session.status !== 'paused') return refuse('session-not-active');
  return epoch === session.epoch ? null : refuse('session-continued-elsewhere');
}
