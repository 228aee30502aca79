/** As long as one may change one's mind, while one is not at the button. */
export const undoMs = 10_000;
/** An answer takes a while to get to the server. */
const onTheWayMs = 5_000;

/** The time to undo something: it stands still while somebody is at the button. */
export interface UndoTime {
  /** Milliseconds, as `Date.now()` tells them. */
  readonly startedAt: number;
  /** The server undoes no more after that, however long somebody was at the button. */
  readonly endsAt: number;
  /** How long it has stood still, without the present stop. */
  readonly heldMs: number;
  /** Since when it stands still. */
  readonly heldSince: number | null;
}

export function startUndoTime(now: number, undoSeconds: number): UndoTime {
  return { startedAt: now, endsAt: now + undoSeconds * 1000 - onTheWayMs, heldMs: 0, heldSince: null };
}

export function held(time: UndoTime, now: number): UndoTime {
  return time.heldSince === null ? { ...time, heldSince: now } : time;
}

export function letGo(time: UndoTime, now: number): UndoTime {
  if (time.heldSince === null) return time;
  return { ...time, heldMs: time.heldMs + now - time.heldSince, heldSince: null };
}

/** Milliseconds that are left; 0 when it is over. */
export function undoMsLeft({ startedAt, endsAt, heldMs, heldSince }: UndoTime, now: number): number {
  const counted = Math.max(0, (heldSince ?? now) - startedAt - heldMs);
  return Math.max(0, Math.min(undoMs - counted, endsAt - now));
}
