/** How long one word counts. */
const wordMs = 1_000;
/** How long words that follow each other count together; then there must be silence before another counts. */
const longestMs = 10_000;

/** Whether work that nobody waits for rests while somebody says, again and again, that people wait for theirs. */
export class GivingWay {
  private sinceMs = 0;
  private untilMs = 0;

  /** @param nowMs of a clock that only goes forwards */
  ask(nowMs: number): void {
    if (nowMs >= this.untilMs) this.sinceMs = nowMs;
    this.untilMs = nowMs + wordMs;
  }

  isDue(nowMs: number): boolean {
    return nowMs < this.untilMs && nowMs - this.sinceMs < longestMs;
  }
}
