import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { DataSource } from 'typeorm';

/** What operators watch, in Prometheus' text format. */
@Injectable()
export class Metrics implements OnModuleDestroy {
  private readonly registry = new Registry();

  readonly requests = new Histogram({
    name: 'attest_request_duration_seconds',
    help: 'Time to answer, by route and status',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [this.registry],
  });

  readonly saves = new Counter({
    name: 'attest_saved_responses_total',
    help: 'Responses by what became of them',
    labelNames: ['verdict'],
    registers: [this.registry],
  });

  readonly sweepLag = new Gauge({
    name: 'attest_sweep_lag_seconds',
    help: 'How long the oldest session that the last sweep found open had been overdue',
    registers: [this.registry],
  });

  constructor(dataSource: DataSource) {
    collectDefaultMetrics({ register: this.registry, prefix: 'attest_process_' });
    new Gauge({
      name: 'attest_outbox_oldest_seconds',
      help: 'Age of the oldest undelivered outbox entry',
      registers: [this.registry],
      async collect() {
        const [row]: { age: number }[] = await dataSource.query(
          `SELECT coalesce(extract(epoch FROM attest_now() - min(created_at)), 0)::float8 AS age
           FROM outbox WHERE delivered_at IS NULL`,
        );
        this.set(row?.age ?? 0);
      },
    });
  }

  text(): Promise<string> {
    return this.registry.metrics();
  }

  onModuleDestroy(): void {
    this.registry.clear();
  }
}
