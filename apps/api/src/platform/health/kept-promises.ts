import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { BriefLook } from './brief-look.ts';
import { Metrics } from './metrics.ts';

const keptForMs = 60_000;
/** Enough for every session that can still be wrong unseen, and few enough to look at each minute. */
const latestSessions = 20_000;

interface Broken {
  readonly receipts: number;
  readonly outbox: number;
}

const unknown: Broken = { receipts: Number.NaN, outbox: Number.NaN };

/** Promises of the delivery that can be looked up cheaply while exams run; anything above zero is an alarm. */
@Injectable()
export class KeptPromises implements OnModuleInit {
  private readonly broken = new BriefLook({ read: () => this.read(), unknown, keptForMs });

  constructor(
    private readonly dataSource: DataSource,
    private readonly metrics: Metrics,
  ) {}

  onModuleInit(): void {
    this.metrics.watch(
      'attest_wrong_receipts',
      'Sessions, of those booked last, that have not one receipt for each time they were closed',
      async () => (await this.broken.seen()).receipts,
    );
    this.metrics.watch(
      'attest_outbox_failing',
      'Outbox entries that could not be delivered when last tried',
      async () => (await this.broken.seen()).outbox,
    );
  }

  /** By the indexes of bookings, receipts and waiting entries. */
  private async read(): Promise<Broken> {
    const [broken]: Broken[] = await this.dataSource.query(
      `SELECT (SELECT count(*)::int FROM (
           SELECT session_id, closing FROM exam_sessions ORDER BY booked_at DESC LIMIT $1) s
         WHERE s.closing <> (SELECT count(*) FROM receipts r WHERE r.session_id = s.session_id)) AS receipts,
         (SELECT count(*)::int FROM outbox WHERE delivered_at IS NULL AND last_fault IS NOT NULL) AS outbox`,
      [latestSessions],
    );
    return broken ?? unknown;
  }
}
