import type { Outcome } from '@attest/contracts';

export interface PacingChart {
  /** Highest value of the axis, whole minutes, in seconds. */
  readonly topSeconds: number;
  /** Seconds at which a line is drawn. */
  readonly lines: readonly number[];
  readonly medianSeconds: number | null;
  /** The question that took longest; null when no time is known. */
  readonly longest: { readonly number: number; readonly secondsSpent: number } | null;
}

/** Axis and findings of the pacing chart. Questions without a known time count for nothing. */
export function readPacing(pacing: Outcome['pacing']): PacingChart {
  const known = pacing.flatMap(({ number, secondsSpent }) =>
    secondsSpent === null ? [] : [{ number, secondsSpent }],
  );
  const sorted = known.toSorted((a, b) => a.secondsSpent - b.secondsSpent);
  const longest = sorted.at(-1) ?? null;
  const topMinutes = Math.max(1, Math.ceil((longest?.secondsSpent ?? 0) / 60));
  const step = Math.ceil(topMinutes / 4);
  const lines = Array.from({ length: Math.floor(topMinutes / step) }, (_, index) => (index + 1) * step * 60);
  return {
    topSeconds: topMinutes * 60,
    lines,
    medianSeconds: sorted[Math.floor((sorted.length - 1) / 2)]?.secondsSpent ?? null,
    longest,
  };
}
