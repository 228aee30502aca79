import { addSeconds } from './session-time.ts';

/** When an exam can be sat; each bound is of its own, null where there is none. */
export interface ExamWindow {
  readonly opensAt: Date | null;
  readonly latestStartAt: Date | null;
  /** When it ends for whoever has the standard time. */
  readonly closesAt: Date | null;
}

/** The window as one person meets it. */
export interface PersonalWindow extends ExamWindow {
  /** Time of this person over the standard: it moves the end, and no other bound. */
  readonly extraSeconds: number;
}

/** A window without bounds, as most practice exams have. */
export const alwaysOpen: PersonalWindow = {
  opensAt: null,
  latestStartAt: null,
  closesAt: null,
  extraSeconds: 0,
};

/** Why nobody can start at this instant, and the bound that says so. */
export interface NotOpen {
  readonly why: 'opens-later' | 'latest-start-over' | 'closed';
  readonly bound: Date;
}

/**
 * Whether a session can be started now. The first and the last instant of the window count; at its end
 * nothing would be left of the time. Extra time lets nobody start later than others.
 *
 * @returns null when it can
 */
export function whyNotOpen({ opensAt, latestStartAt, closesAt }: ExamWindow, now: Date): NotOpen | null {
  if (opensAt !== null && now < opensAt) return { why: 'opens-later', bound: opensAt };
  if (latestStartAt !== null && now > latestStartAt) {
    return { why: 'latest-start-over', bound: latestStartAt };
  }
  if (closesAt !== null && now >= closesAt) return { why: 'closed', bound: closesAt };
  return null;
}

/** The end of the window for this person; null without one. */
export function endOfWindow({ closesAt, extraSeconds }: PersonalWindow): Date | null {
  return closesAt === null ? null : addSeconds(closesAt, extraSeconds);
}

/**
 * The deadline of somebody who starts now.
 *
 * @param allowedSeconds time allowed with everything granted; null: no time limit, so no deadline
 */
export function deadlineFrom(window: PersonalWindow, now: Date, allowedSeconds: number | null): Date | null {
  if (allowedSeconds === null) return null;
  const end = endOfWindow(window);
  const own = addSeconds(now, allowedSeconds);
  return end !== null && end < own ? end : own;
}
