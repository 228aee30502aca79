import type { Exam, ExamSession, SessionStatus } from '@attest/contracts';

export type NextStep =
  | { readonly kind: 'continue'; readonly session: ExamSession }
  | { readonly kind: 'start'; readonly session: ExamSession }
  | { readonly kind: 'outcome'; readonly session: ExamSession }
  | { readonly kind: 'begin'; readonly exam: Exam }
  | { readonly kind: 'nothing' };

const running: readonly SessionStatus[] = ['active', 'paused'];
const waiting: readonly SessionStatus[] = ['booked', 'ready'];

export const isRunning = (session: ExamSession) =>
  running.includes(session.status) && (session.deadline === null || session.deadline > session.serverTime);
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
