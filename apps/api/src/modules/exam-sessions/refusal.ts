import { applySave } from '@attest/exam-engine';
import { Problem } from '../../platform/http/problem.ts';
import type { SessionAsRead } from './exam-sessions.repository.ts';

/** Why a save was refused, decided by the same rule that the statement applied. */
export function refusalOf(session: SessionAsRead, epoch: number): Problem {
  const verdict = applySave({ ...session, responses: new Map() }, { epoch, responses: [] }, session.readAt);
  if (verdict.accepted) {
    return new Problem('overloaded', {
      detail: 'The session changed while your answers were on their way. Send them again.',
      retryAfterSeconds: 1,
    });
  }
  return new Problem(verdict.reason, { detail: details[verdict.reason]?.(session) ?? '' });
}

/** For what staff ask of a session that is in no state for it. */
export function stateConflict(session: SessionAsRead): Problem {
  return new Problem('session-state-conflict', { detail: `The exam session is ${session.status}.` });
}

const details: Partial<Record<string, (session: SessionAsRead) => string>> = {
  'response-after-deadline': ({ deadline }) =>
    `The time ended at ${deadline?.toISOString() ?? 'its deadline'}.`,
  'session-continued-elsewhere': () =>
    'Another tab or device holds this session; what you typed is still with you.',
  'session-not-active': ({ status }) => `The exam session is ${status}.`,
};
