import type { Exam, ExamSession, SessionStatus } from '@attest/contracts';

export type NextStep =
  | { readonly kind: 'continue'; readonly session: ExamSession }
  | { readonly kind: 'start'; readonly session: ExamSession }
  | { readonly kind: 'outcome'; readonly session: ExamSession }
  | { readonly kind: 'begin'; readonly exam: Exam }
  | { readonly kind: 'nothing' };

const waiting: readonly SessionStatus[] = ['booked', 'ready'];

/** While a session is paused its clock stands, wherever the deadline was. */
export const isRunning = ({ status, deadline, serverTime }: ExamSession) =>
  status === 'paused' || (status === 'active' && (deadline === null || deadline > serverTime));
export const isWaiting = (session: ExamSession) => waiting.includes(session.status);

/**
 * The one thing a candidate does next: a running exam beats a booked one, that beats the newest
 * outcome, that beats a first exam.
 *
 * @param sessions newest first
 */
export function nextStep(sessions: readonly ExamSession[], exams: readonly Exam[]): NextStep {
  const session = sessions.find(isRunning);
  if (session) return { kind: 'continue', session };
  const booked = sessions.find(isWaiting);
  if (booked) return { kind: 'start', session: booked };
  const scored = sessions.find(({ isOutcomeReady }) => isOutcomeReady);
  if (scored) return { kind: 'outcome', session: scored };
  const exam = exams.toSorted((a, b) => a.durationSeconds - b.durationSeconds)[0];
  return exam ? { kind: 'begin', exam } : { kind: 'nothing' };
}
