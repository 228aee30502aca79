import { withoutPause } from './session-pauses.ts';
import {
  isClosed,
  mayMove,
  moved,
  refuse,
  type SessionMoved,
  type SessionState,
  type Verdict,
} from './session-states.ts';
import { addSeconds } from './session-time.ts';

/** Ends a session for good and without an outcome, whatever its state. What it left stays as evidence. */
export function voidSession<State extends SessionState>(session: State): Verdict<SessionMoved<State>> {
  if (!mayMove(session.status, 'voided')) return refuse('session-state-conflict');
  return moved({ ...session, ...withoutPause, status: 'voided' });
}

/**
 * Takes an end back: the candidate goes on, from now with as much time as staff give. The next end has a
 * number, a receipt and an outcome of its own. The epoch grows, so that a repeat of the submit which ended
 * the session, late on its way, cannot end it once more.
 */
export function reopenSession<State extends SessionState>(
  session: State,
  { secondsLeft }: { readonly secondsLeft: number },
  now: Date,
): Verdict<SessionMoved<State>> {
  if (!isClosed(session.status)) return refuse('session-state-conflict');
  return moved({
    ...session,
    status: 'active',
    epoch: session.epoch + 1,
    deadline: session.deadline === null ? null : addSeconds(now, secondsLeft),
    closedAt: null,
    closedBy: null,
  });
}
