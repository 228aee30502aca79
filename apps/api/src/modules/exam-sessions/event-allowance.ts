import type { ExamSessionId } from '@attest/contracts';

const minuteMs = 60_000;
/** Ten a second: no hand is faster, and a browser that is not ours fills no disk. */
const mostInAMinute = 600;

/** How many observations of each session are still taken in this minute. */
export class EventAllowance {
  private spent = new Map<ExamSessionId, number>();
  private sinceMs = 0;

  /** @returns how many of `count` are taken */
  take(sessionId: ExamSessionId, count: number): number {
    if (performance.now() - this.sinceMs >= minuteMs) {
      this.spent = new Map();
      this.sinceMs = performance.now();
    }
    const before = this.spent.get(sessionId) ?? 0;
    const taken = Math.min(count, mostInAMinute - before);
    this.spent.set(sessionId, before + taken);
    return taken;
  }
}
