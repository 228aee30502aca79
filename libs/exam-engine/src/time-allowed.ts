/** What is granted to a person beside the standard time. */
export interface GrantedTime {
  /** Multiplies the standard time. */
  readonly timeFactor: number;
  readonly extraSeconds: number;
}

/**
 * The time a person has for an exam.
 *
 * @param standardSeconds what everybody has; null: no time limit, which nothing can extend
 * @param granted null: nothing is in force
 * @returns whole seconds, rounded in favour of the candidate, never less than the standard
 */
export function timeAllowed(standardSeconds: number, granted: GrantedTime | null): number;
export function timeAllowed(standardSeconds: number | null, granted: GrantedTime | null): number | null;
export function timeAllowed(standardSeconds: number | null, granted: GrantedTime | null): number | null {
  if (standardSeconds === null || granted === null) return standardSeconds;
  return Math.ceil(standardSeconds * granted.timeFactor) + granted.extraSeconds;
}
