import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

const shortSeconds = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

/** What operators watch, in Prometheus' text format. What rows tell is in `WaitingWork` and `KeptPromises`. */
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
    help: 'Responses of checked saves by what became of them: accepted, known, superseded, late, refused',
    labelNames: ['verdict'],
    registers: [this.registry],
  });

  readonly shortSaves = new Counter({
    name: 'attest_short_saves_total',
    help: 'Saves that were answered without the layers of the framework, refused ones too',
    registers: [this.registry],
  });

  readonly saveBatch = new Histogram({
    name: 'attest_save_batch_size',
    help: 'Saves that went into one statement',
    buckets: [1, 2, 4, 8, 16, 32, 64],
    registers: [this.registry],
  });

  readonly saveWait = new Histogram({
    name: 'attest_save_wait_seconds',
    help: 'How long a save waited for a free connection before its statement was sent',
    buckets: shortSeconds,
    registers: [this.registry],
  });

  readonly poolWait = new Histogram({
    name: 'attest_pool_wait_seconds',
    help: 'How long somebody waited for a connection of a pool',
    labelNames: ['pool'],
    buckets: shortSeconds,
    registers: [this.registry],
  });

  readonly shed = new Counter({
    name: 'attest_shed_requests_total',
    help: 'Requests turned away because the process is overloaded, by kind',
    labelNames: ['kind'],
    registers: [this.registry],
  });

  readonly droppedEvents = new Counter({
    name: 'attest_dropped_session_events_total',
    help: 'Signals of browsers that found the buffer of events full',
    registers: [this.registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry, prefix: 'attest_process_' });
  }

  /** A number that is looked up whenever somebody asks for the metrics. */
  watch(name: string, help: string, read: () => number | Promise<number>): void {
    new Gauge({
      name,
      help,
      registers: [this.registry],
      async collect() {
        this.set(await read());
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
