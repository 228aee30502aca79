import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { BriefLook } from './brief-look.ts';
import { Metrics } from './metrics.ts';

const keptForMs = 2_000;

interface Ages {
  readonly outbox: number;
  readonly unscored: number;
  readonly unsynced: number;
  readonly overdue: number;
}

const unknown: Ages = {
  outbox: Number.NaN,
  unscored: Number.NaN,
  unsynced: Number.NaN,
  overdue: Number.NaN,
};

/** The oldest entry of each kind that waits, as the rows tell it. */
@Injectable()
export class WaitingWork implements OnModuleInit {
  private readonly ages = new BriefLook({ read: () => this.read(), unknown, keptForMs });

  constructor(
    private readonly dataSource: DataSource,
    private readonly metrics: Metrics,
  ) {}

  onModuleInit(): void {
    this.metrics.watch(
      'attest_outbox_oldest_seconds',
      'Age of the oldest undelivered outbox entry',
      async () => (await this.ages.seen()).outbox,
    );
    this.metrics.watch(
      'attest_unscored_oldest_seconds',
      'How long the closed session that has waited longest for its outcome has waited',
      async () => (await this.ages.seen()).unscored,
    );
    this.metrics.watch(
      'attest_unsynced_oldest_seconds',
      'Age of the oldest answer that a browser of a running session reported as not yet saved',
      async () => (await this.ages.seen()).unsynced,
    );
    // Not told by the sweep itself: one that stands still would tell what it saw last.
    this.metrics.watch(
      'attest_sweep_lag_seconds',
      'How long the session that should have been closed first has been overdue',
      async () => (await this.ages.seen()).overdue,
    );
  }

  /** All through small partial indexes: entries that wait, and sessions that run. */
  private async read(): Promise<Ages> {
    const [ages]: Ages[] = await this.dataSource.query(
      `SELECT coalesce(max(age), 0)::float8 AS outbox,
         coalesce(max(age) FILTER (WHERE kind = 'exam-session-closed'), 0)::float8 AS unscored,
         (SELECT coalesce(max(extract(epoch FROM attest_now() - p.unsent_since)), 0)::float8
          FROM exam_sessions s JOIN session_presence p USING (session_id)
          WHERE s.status = 'active' AND s.deadline IS NOT NULL) AS unsynced,
         (SELECT coalesce(max(extract(epoch FROM attest_now() - deadline - grace)), 0)::float8
          FROM exam_sessions WHERE status = 'active' AND deadline < attest_now()
            AND deadline + grace < attest_now()) AS overdue
       FROM (SELECT kind, extract(epoch FROM attest_now() - created_at) AS age
         FROM outbox WHERE delivered_at IS NULL) waiting`,
    );
    return ages ?? unknown;
  }
}
