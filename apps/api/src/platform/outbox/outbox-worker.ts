import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Transaction } from '../database/transaction.ts';
import { messageWithoutValues } from '../log/described-error.ts';
import { Repeating } from '../repeating.ts';
import { GivingWay } from './giving-way.ts';
import type { OutboxKinds } from './outbox.ts';

const pollEveryMs = 200;
/** Two, so that one computes while the other waits for the database; more would take connections from requests. */
const sideBySide = 2;
/** Seconds until the next try, by how often it failed; afterwards hourly, visible in the metrics. */
const backoffSeconds = [1, 5, 30, 120, 600, 3600];

type Handler<Kind extends keyof OutboxKinds> = (payload: OutboxKinds[Kind]) => Promise<void>;

interface Claimed {
  readonly id: string;
  readonly kind: string;
  readonly payload: unknown;
  readonly attempts: number;
}

/**
 * Delivers outbox entries at least once: an entry is claimed by its row lock, handled and marked in
 * one transaction, so a crash in the middle leaves it waiting. Handlers do database work only and
 * are safe to run twice. Any number of processes may work side by side.
 */
@Injectable()
export class OutboxWorker implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(OutboxWorker.name);
  private readonly handlers = new Map<string, (payload: never) => Promise<void>>();
  private readonly repeating = new Repeating({
    round: () => this.drain(),
    pauseMs: () => pollEveryMs,
    onFault: (error) => {
      this.logger.error({ err: error }, 'the outbox could not be read');
    },
  });

  private readonly givingWay = new GivingWay();

  constructor(private readonly transaction: Transaction) {}

  handle<Kind extends keyof OutboxKinds>(kind: Kind, handler: Handler<Kind>): void {
    this.handlers.set(kind, handler);
  }

  /**
   * Leaves processors and database to work that people wait for, for a second from now. Whoever says so again
   * and again keeps the entries waiting for ten seconds, and not again before the work has paused.
   */
  giveWay(): void {
    this.givingWay.ask(performance.now());
  }

  onApplicationBootstrap(): void {
    this.repeating.start(0);
  }

  onModuleDestroy(): Promise<void> {
    return this.repeating.stop();
  }

  /** Delivers what is due, one entry a transaction, the oldest first, until nothing is. */
  async drain(): Promise<void> {
    await Promise.all(Array.from({ length: sideBySide }, () => this.deliverAll()));
  }

  private async deliverAll(): Promise<void> {
    while (this.mayDeliver() && (await this.deliverOne())) {
      // Requests that came meanwhile go first.
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  private mayDeliver(): boolean {
    return !this.repeating.isStopping && !this.givingWay.isDue(performance.now());
  }

  private async deliverOne(): Promise<boolean> {
    let claimed: Claimed | undefined;
    try {
      await this.transaction.run(async () => {
        claimed = await this.claim();
        if (claimed === undefined) return;
        const handler = this.handlers.get(claimed.kind);
        if (handler === undefined) throw new Error(`nobody handles “${claimed.kind}”`);
        await handler(claimed.payload as never);
        await this.transaction.rows(`UPDATE outbox SET delivered_at = attest_now() WHERE id = $1`, [
          claimed.id,
        ]);
      });
    } catch (error) {
      if (claimed === undefined) throw error;
      await this.postpone(claimed, error);
    }
    return claimed !== undefined;
  }

  private async claim(): Promise<Claimed | undefined> {
    const [entry] = await this.transaction.rows<Claimed>(
      `SELECT id, kind, payload, attempts FROM outbox
       WHERE delivered_at IS NULL AND available_at <= attest_now()
       ORDER BY available_at LIMIT 1 FOR UPDATE SKIP LOCKED`,
    );
    return entry;
  }

  private async postpone(entry: Claimed, fault: unknown): Promise<void> {
    this.logger.error({ err: fault, outboxId: entry.id, kind: entry.kind }, 'an outbox entry failed');
    const wait = backoffSeconds[Math.min(entry.attempts, backoffSeconds.length - 1)] ?? 3600;
    await this.transaction.rows(
      `UPDATE outbox SET attempts = attempts + 1, last_fault = $2,
         available_at = attest_now() + make_interval(secs => $3)
       WHERE id = $1 AND delivered_at IS NULL`,
      [entry.id, messageWithoutValues(fault), wait],
    );
  }
}
