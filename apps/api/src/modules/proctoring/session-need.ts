import type { ExamSessionId, SessionStatus } from '@attest/contracts';

/** What decides a session's place on the board. */
export interface WatchedSession {
  readonly id: ExamSessionId;
  readonly status: SessionStatus;
  readonly bookedAt: Date;
  readonly startedAt: Date | null;
  readonly deadline: Date | null;
  readonly closedAt: Date | null;
  readonly lastSavedAt: Date | null;
  readonly seenAt: Date | null;
  readonly connected: boolean | null;
  readonly unsentCount: number;
  readonly unsentSince: Date | null;
  readonly hasProposal: boolean;
}

const silenceMs = 45_000;
const littleTimeMs = 300_000;

export type Phase = 'waiting' | 'working' | 'reconnecting' | 'paused' | 'finished';

/** Where a session stands, as the summary counts it. */
export function phaseOf(session: WatchedSession, now: Date): Phase {
  switch (session.status) {
    case 'booked':
    case 'ready':
      return 'waiting';
    case 'active':
      return isConnected(session, now) ? 'working' : 'reconnecting';
    case 'paused':
      return 'paused';
    default:
      return 'finished';
  }
}

/** Heard of a short while ago: a save or a start counts as well as a sign of life. */
export function isConnected(session: WatchedSession, now: Date): boolean {
  const heardAt = heardOf(session);
  return heardAt !== null && now.getTime() - heardAt.getTime() <= silenceMs && session.connected !== false;
}

/** The last time the server heard of the session's browser. */
export function heardOf({ seenAt, lastSavedAt, startedAt }: WatchedSession): Date | null {
  const instants = [seenAt, lastSavedAt, startedAt].filter((instant) => instant !== null);
  return instants.length === 0 ? null : new Date(Math.max(...instants.map(Number)));
}

/**
 * Those in most need first: answers that only the device has (many before few, old before new), nobody
 * heard, a decision waiting (also on a finished one), little time, then by time left. After the running ones come those that
 * wait for their start, then the finished ones, the latest first.
 */
export function byNeed(sessions: readonly WatchedSession[], now: Date): WatchedSession[] {
  return sessions
    .map((session) => ({ session, rank: rankOf(session, now) }))
    .toSorted((one, other) => compareRanks(one.rank, other.rank))
    .map(({ session }) => session);
}

function rankOf(session: WatchedSession, now: Date): readonly number[] {
  const phase = phaseOf(session, now);
  const order = session.bookedAt.getTime();
  const isRunning = phase !== 'waiting' && phase !== 'finished';
  if (isRunning && session.unsentCount > 0) {
    return [1, -session.unsentCount, session.unsentSince?.getTime() ?? 0, order];
  }
  if (phase === 'reconnecting') return [2, heardOf(session)?.getTime() ?? 0, order];
  if (session.hasProposal) return [3, order];
  if (phase === 'waiting') return [6, order];
  if (phase === 'finished') return [7, -(session.closedAt ?? session.bookedAt).getTime(), order];
  const leftMs = session.deadline === null ? Infinity : session.deadline.getTime() - now.getTime();
  return [phase === 'working' && leftMs < littleTimeMs ? 4 : 5, leftMs, order];
}

function compareRanks(one: readonly number[], other: readonly number[]): number {
  for (const [at, value] of one.entries()) {
    const against = other[at] ?? 0;
    if (value !== against) return value < against ? -1 : 1;
  }
  return 0;
}
