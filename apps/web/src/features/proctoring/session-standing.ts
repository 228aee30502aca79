import type { MonitoredSession, PauseCause } from '@attest/contracts';

/** How a session stands, as the board says it; one thing at a time, the most urgent. */
export type Standing =
  | { readonly kind: 'unsent'; readonly count: number; readonly since: string | null }
  | { readonly kind: 'reconnecting'; readonly since: string | null }
  | { readonly kind: 'paused'; readonly cause: PauseCause }
  | { readonly kind: 'waiting' | 'working' | 'timeOver' | 'marking' | 'finished' | 'voided' };

export function standingOf(session: MonitoredSession, nowMs: number): Standing {
  switch (session.status) {
    case 'booked':
    case 'ready':
      return { kind: 'waiting' };
    case 'active':
      return runningStanding(session, nowMs);
    case 'paused':
      return { kind: 'paused', cause: session.pause?.cause ?? 'staff' };
    case 'voided':
      return { kind: 'voided' };
    case 'marking':
      return { kind: 'marking' };
    default:
      return { kind: 'finished' };
  }
}

function runningStanding(session: MonitoredSession, nowMs: number): Standing {
  const { unsentCount, unsentSince, isConnected, seenAt, deadline } = session;
  if (unsentCount > 0) return { kind: 'unsent', count: unsentCount, since: unsentSince };
  if (!isConnected) return { kind: 'reconnecting', since: seenAt };
  if (deadline !== null && Date.parse(deadline) <= nowMs) return { kind: 'timeOver' };
  return { kind: 'working' };
}

/** What the time left follows from; null: no limit, not begun or over. */
export interface TimeFrame {
  readonly deadlineMs: number;
  /** While it is set, the clock stands where it stood then. */
  readonly pausedSinceMs: number | null;
}

export function timeFrameOf({ status, deadline, pause }: MonitoredSession): TimeFrame | null {
  const isOpen = status === 'active' || status === 'paused';
  if (!isOpen || deadline === null) return null;
  return {
    deadlineMs: Date.parse(deadline),
    pausedSinceMs: pause === null ? null : Date.parse(pause.since),
  };
}

export function leftMsIn({ deadlineMs, pausedSinceMs }: TimeFrame, nowMs: number): number {
  return Math.max(0, deadlineMs - (pausedSinceMs ?? nowMs));
}
