import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Metrics } from './metrics.ts';

/** Longer than this a scrape does not wait for a database in trouble; what it does not know is no number. */
const withinMs = 1_000;
/** Scrapers may come in pairs; rows are counted once for them. */
const keptForMs = 5_000;

interface Ages {
  readonly outbox: number;
  readonly unscored: number;
  readonly unsynced: number;
}

const unknown: Ages = { outbox: Number.NaN, unscored: Number.NaN, unsynced: Number.NaN };

/** The oldest entry of each kind that waits, as the rows tell it. */
@Injectable()
export class WaitingWork implements OnModuleInit {
  private kept: { readonly ages: Promise<Ages>; readonly untilMs: number } | null = null;

  constructor(
    private readonly dataSource: DataSource,
    private readonly metrics: Metrics,
  ) {}

  onModuleInit(): void {
    this.metrics.watch(
      'attest_outbox_oldest_seconds',
      'Age of the oldest undelivered outbox entry',
      async () => (await this.ages()).outbox,
    );
    this.metrics.watch(
      'attest_unscored_oldest_seconds',
      'How long the closed session that has waited longest for its outcome has waited',
      async () => (await this.ages()).unscored,
    );
    this.metrics.watch(
      'attest_unsynced_oldest_seconds',
      'Age of the oldest answer that a browser of a running session reported as not yet saved',
      async () => (await this.ages()).unsynced,
    );
  }

  private ages(): Promise<Ages> {
    if (this.kept === null || this.kept.untilMs < performance.now()) {
      this.kept = { ages: this.look(), untilMs: performance.now() + keptForMs };
    }
    return this.kept.ages;
  }

  private look(): Promise<Ages> {
    const tooLate = new Promise<Ages>((resolve) => {
      setTimeout(resolve, withinMs, unknown).unref();
    });
    return Promise.race([this.read().catch(() => unknown), tooLate]);
  }

  /** Both through small partial indexes: entries that wait, and sessions that run. */
  private async read(): Promise<Ages> {
    const [ages]: Ages[] = await this.dataSource.query(
      `SELECT coalesce(max(age), 0)::float8 AS outbox,
         coalesce(max(age) FILTER (WHERE kind = 'exam-session-closed'), 0)::float8 AS unscored,
         (SELECT coalesce(max(extract(epoch FROM attest_now() - p.unsent_since)), 0)::float8
          FROM exam_sessions s JOIN session_presence p USING (session_id)
          WHERE s.status = 'active' AND s.deadline IS NOT NULL) AS unsynced
       FROM (SELECT kind, extract(epoch FROM attest_now() - created_at) AS age
         FROM outbox WHERE delivered_at IS NULL) waiting`,
    );
    return ages ?? unknown;
  }
}
