/** Longer than this a scrape does not wait for a database in trouble; what it does not know is no number. */
const withinMs = 1_000;

interface Look<Seen> {
  readonly read: () => Promise<Seen>;
  /** What is told of a database that does not answer in time. */
  readonly unknown: Seen;
  /** Scrapers may come in pairs; rows are counted once for them. */
  readonly keptForMs: number;
}

/** What scrapes are told of the rows: looked up when somebody asks, and not too often. */
export class BriefLook<Seen> {
  private kept: { readonly seen: Promise<Seen>; readonly untilMs: number } | null = null;

  constructor(private readonly look: Look<Seen>) {}

  seen(): Promise<Seen> {
    if (this.kept === null || this.kept.untilMs < performance.now()) {
      this.kept = { seen: this.now(), untilMs: performance.now() + this.look.keptForMs };
    }
    return this.kept.seen;
  }

  private now(): Promise<Seen> {
    const { read, unknown } = this.look;
    const tooLate = new Promise<Seen>((resolve) => {
      setTimeout(resolve, withinMs, unknown).unref();
    });
    return Promise.race([read().catch(() => unknown), tooLate]);
  }
}
