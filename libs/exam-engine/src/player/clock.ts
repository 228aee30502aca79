/** Display only: the server alone decides lateness. All instants are milliseconds. */

/** What one exchange with the server says about its clock. */
export interface ClockSample {
  /** When the request left and the reply came, on this page's monotonic clock (`performance.now()`). */
  readonly sentAtMs: number;
  readonly receivedAtMs: number;
  /** `serverTime` of the reply, an instant. */
  readonly serverTime: string;
}

/** Server time minus monotonic time, with the round trip that bounds its error. */
export interface ClockEstimate {
  readonly offsetMs: number;
  readonly roundTripMs: number;
}

/**
 * The better of what is known and a new sample: the shortest round trip wins. A sample that cannot be
 * true together with the estimate replaces it: the monotonic clock stood still while the device slept,
 * or the server's clock moved.
 */
export function observeClock(best: ClockEstimate | null, sample: ClockSample): ClockEstimate {
  const roundTripMs = Math.max(0, sample.receivedAtMs - sample.sentAtMs);
  const offsetMs = Date.parse(sample.serverTime) - (sample.sentAtMs + sample.receivedAtMs) / 2;
  const seen = { offsetMs, roundTripMs };
  if (best === null || roundTripMs <= best.roundTripMs) return seen;
  const furthest = (roundTripMs + best.roundTripMs) / 2;
  return Math.abs(offsetMs - best.offsetMs) > furthest + 1 ? seen : best;
}

export function serverNow(estimate: ClockEstimate, monotonicNowMs: number): number {
  return monotonicNowMs + estimate.offsetMs;
}

/** The server's time beside this device's own clock (`Date.now()`), to find it again after a reload. */
export interface ClockAnchor {
  readonly serverMs: number;
  readonly deviceMs: number;
}

export function anchorOf(estimate: ClockEstimate, monotonicNowMs: number, deviceNowMs: number): ClockAnchor {
  return { serverMs: serverNow(estimate, monotonicNowMs), deviceMs: deviceNowMs };
}

/**
 * The server's time by this device's own clock, which somebody may have moved: every reply of the server
 * replaces it.
 */
export function estimateFrom(
  anchor: ClockAnchor,
  monotonicNowMs: number,
  deviceNowMs: number,
): ClockEstimate {
  const passedMs = Math.max(0, deviceNowMs - anchor.deviceMs);
  return {
    offsetMs: anchor.serverMs + passedMs - monotonicNowMs,
    roundTripMs: Number.POSITIVE_INFINITY,
  };
}

/** Whether a reply of the server stands behind it. */
export function isProven(estimate: ClockEstimate): boolean {
  return Number.isFinite(estimate.roundTripMs);
}

/** Time left, never below 0; null without a deadline. */
export function remainingMs(deadline: string | null, serverNowMs: number): number | null {
  return deadline === null ? null : Math.max(0, Date.parse(deadline) - serverNowMs);
}

/** `m:ss`, from an hour on `h:mm:ss`. A second that has begun counts, so 0:00 means that time is up. */
export function formatClock(ms: number): string {
  const total = Math.max(0, Math.ceil(ms / 1000));
  const hours = Math.floor(total / 3600);
  const minutes = Math.floor((total % 3600) / 60);
  const seconds = String(total % 60).padStart(2, '0');
  return hours > 0
    ? `${String(hours)}:${String(minutes).padStart(2, '0')}:${seconds}`
    : `${String(minutes)}:${seconds}`;
}

/**
 * The warnings passed since the last look, the most urgent last. After a sleep there may be several;
 * without a last look there is none. Time added later can make a warning due again.
 */
export function dueWarnings(
  warningsAtSeconds: readonly number[],
  lastRemainingMs: number | null,
  nowRemainingMs: number | null,
): number[] {
  if (lastRemainingMs === null || nowRemainingMs === null) return [];
  return warningsAtSeconds
    .filter((seconds) => lastRemainingMs > seconds * 1000 && nowRemainingMs <= seconds * 1000)
    .toSorted((a, b) => b - a);
}

/** The instant from which time left is counted: a pause stops the clock where it began. */
export function countedFrom(pausedSince: string | null, serverNowMs: number): number {
  return pausedSince === null ? serverNowMs : Math.min(serverNowMs, Date.parse(pausedSince));
}
