interface Rounds {
  readonly round: () => Promise<void>;
  /** Between the end of a round and the next; random where processes started together should spread. */
  readonly pauseMs: () => number;
  /** Told what made a round fail; the next one comes all the same. */
  readonly onFault: (error: unknown) => void;
}

/** Work that a process does again and again beside its requests, one round at a time. */
export class Repeating {
  private timer: NodeJS.Timeout | null = null;
  private underWay: Promise<void> = Promise.resolve();
  private isOver = false;

  constructor(private readonly rounds: Rounds) {}

  /** True once `stop` was called: a long round looks here to end early. */
  get isStopping(): boolean {
    return this.isOver;
  }

  start(delayMs = this.rounds.pauseMs()): void {
    if (this.isOver) return;
    this.timer = setTimeout(() => {
      this.underWay = this.rounds
        .round()
        .catch(this.rounds.onFault)
        .finally(() => {
          this.start();
        });
    }, delayMs);
  }

  /** Waits for the round that is under way; no other follows. */
  async stop(): Promise<void> {
    this.isOver = true;
    if (this.timer !== null) clearTimeout(this.timer);
    await this.underWay;
  }
}
