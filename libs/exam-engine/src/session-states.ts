import type { PauseCause, ProblemId, SessionReceipt, SessionStatus } from '@attest/contracts';

/**
 * Where an exam session may go from each state, by one decision. Expiry spares paused sessions; staff may
 * end one, may take an end back, and may add to what expired the answers that came late. Voiding is final.
 */
export const arrows: Readonly<Record<SessionStatus, readonly SessionStatus[]>> = {
  booked: ['ready', 'voided'],
  ready: ['active', 'voided'],
  active: ['paused', 'submitted', 'expired', 'voided'],
  paused: ['active', 'submitted', 'voided'],
  submitted: ['marking', 'scored', 'active', 'voided'],
  expired: ['marking', 'scored', 'active', 'submitted', 'voided'],
  marking: ['scored', 'active', 'submitted', 'voided'],
  scored: ['released', 'active', 'submitted', 'voided'],
  released: ['active', 'submitted', 'voided'],
  voided: [],
};

export function mayMove(from: SessionStatus, to: SessionStatus): boolean {
  return arrows[from].includes(to);
}

const closedStates: readonly SessionStatus[] = ['submitted', 'expired', 'marking', 'scored', 'released'];

/** True once the responses are final. A voided session is not closed: it has no outcome. */
export function isClosed(status: SessionStatus): boolean {
  return closedStates.includes(status);
}

/** A section of a one-way form, from 0, with the numbers of its first and its last item. */
export interface SectionRange {
  readonly section: number;
  readonly from: number;
  readonly to: number;
}

/** What the decisions need to know of an exam session. Instants are those the deciding transaction read. */
export interface SessionState {
  readonly status: SessionStatus;
  /** 0 before the start; names the tab or device that holds the session. */
  readonly epoch: number;
  readonly startedAt: Date | null;
  /** Null: no time limit. While paused, where it was when the clock stopped. */
  readonly deadline: Date | null;
  readonly closedAt: Date | null;
  readonly closedBy: SessionReceipt['closedBy'] | null;
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
  /** The only one whose items take answers; null: all do. */
  readonly openSection: SectionRange | null;
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

export type Verdict<Accepted extends { readonly accepted: true }> = Accepted | Refusal;

export function refuse(reason: ProblemId): Refusal {
  return { accepted: false, reason };
}

/** The session as a decision leaves it, never a repeat. */
export function moved<State extends SessionState>(session: State): SessionMoved<State> {
  return { accepted: true, session, isRepeat: false };
}
