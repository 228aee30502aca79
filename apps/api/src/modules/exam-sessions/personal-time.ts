import type { Accommodation, AppliedAccommodation, SessionMode } from '@attest/contracts';
import { endOfWindow, timeAllowed, type PersonalWindow } from '@attest/exam-engine';
import { windowOf, type ExamDefinition } from '../exams/index.ts';

/** What of a definition decides about time. */
export type TimeRules = Pick<ExamDefinition, 'durationSeconds' | 'opensAt' | 'latestStartAt' | 'closesAt'>;

/** `TimeRules` in SQL, of `exam_versions v`. */
export const timeRulesSql = `(SELECT jsonb_object_agg(name, v.definition->name)
  FROM unnest('{durationSeconds,opensAt,latestStartAt,closesAt}'::text[]) name WHERE v.definition ? name)`;

/** The time one person has for a session. */
export interface PersonalTime {
  /** Null: no time limit. */
  readonly allowedSeconds: number | null;
  readonly breakSeconds: number;
  readonly accommodation: AppliedAccommodation | null;
}

/** @param inForce what the person is granted now; null: nothing */
export function personalTime(
  { durationSeconds }: TimeRules,
  mode: SessionMode,
  inForce: Accommodation | null,
): PersonalTime {
  const standardSeconds = mode === 'exam' ? durationSeconds : null;
  if (inForce === null) return { allowedSeconds: standardSeconds, breakSeconds: 0, accommodation: null };
  const { timeFactor, extraSeconds, breakSeconds, tools } = inForce;
  return {
    allowedSeconds: timeAllowed(standardSeconds, inForce),
    // Where no clock runs, none has to stand still.
    breakSeconds: standardSeconds === null ? 0 : breakSeconds,
    accommodation: { timeFactor, extraSeconds, breakSeconds, tools, standardSeconds },
  };
}

/** The window of the exam with the time this person has over the standard. */
export function personalWindow(rules: TimeRules, applied: AppliedAccommodation | null): PersonalWindow {
  const standard = applied?.standardSeconds ?? null;
  const extraSeconds = standard === null ? 0 : timeAllowed(standard, applied) - standard;
  return { ...windowOf(rules), extraSeconds };
}

/** The latest possible end: breaks, during which the clock stands, come on top of the window's. */
export function endsBy(rules: TimeRules, applied: AppliedAccommodation | null): Date | null {
  const window = personalWindow(rules, applied);
  const standard = applied?.standardSeconds ?? null;
  const breakSeconds = standard === null ? 0 : (applied?.breakSeconds ?? 0);
  return endOfWindow({ ...window, extraSeconds: window.extraSeconds + breakSeconds });
}
