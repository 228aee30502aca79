import type { RecordResponses } from '@attest/contracts';
import { applySave, isInOpenSection } from '@attest/exam-engine';
import { Problem } from '../../platform/http/problem.ts';
import type { SessionAsRead } from './exam-sessions.repository.ts';
import { numberOf, type SessionForm } from './session-forms.ts';

type Numbered = Pick<SessionForm, 'numbers'>;

/** Why a save was refused, decided by the same rule that the statement applied. */
export function refusalOf(session: SessionAsRead, save: RecordResponses, form: Numbered): Problem {
  const state = {
    ...session,
    responses: new Map(),
    numberOf: (itemId: string) => numberOf(form, itemId),
  };
  const verdict = applySave(state, save, session.readAt);
  if (verdict.accepted) {
    return new Problem('overloaded', {
      detail: 'The session changed while your answers were on their way. Send them again.',
      retryAfterSeconds: 1,
    });
  }
  if (verdict.reason === 'section-not-open') return outsideSection(session, save, form);
  return new Problem(verdict.reason, { detail: details[verdict.reason]?.(session) ?? '' });
}

/** Names the responses that keep the others from being stored. */
export function outsideSection(
  session: SessionAsRead,
  { responses }: Pick<RecordResponses, 'responses'>,
  form: Numbered,
): Problem {
  const message = 'Its section is closed, or not open yet.';
  const faults = responses
    .filter(({ itemId }) => !isInOpenSection(session, numberOf(form, itemId)))
    .map(({ itemId }) => ({ path: itemId, message }));
  return new Problem('section-not-open', { detail: sectionDetail, faults });
}

export const sectionDetail = 'Only the open section takes answers, and only the one after it can be opened.';

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
