import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Transaction } from './transaction.ts';

const everyMs = 10 * 60_000;
const batchSize = 1_000;
/** Of one table at a time: what is left waits for the next round. */
const mostBatches = 20;

interface Rule {
  readonly table: string;
  readonly condition: string;
}

/**
 * Deletes what nobody needs any more, a bounded number of rows at a time. Any number of processes may
 * do so side by side: each passes over the rows that another has just taken.
 */
@Injectable()
export class OldRows implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(OldRows.name);
  private readonly rules: Rule[] = [];
  private timer: NodeJS.Timeout | null = null;
  private isStopping = false;
  private underWay: Promise<void> = Promise.resolve();

  constructor(private readonly transaction: Transaction) {}

  /** @param condition SQL on a row of `table`, which has a key `id` */
  forget(table: string, condition: string): void {
    this.rules.push({ table, condition });
  }

  onApplicationBootstrap(): void {
    this.schedule();
  }

  async onModuleDestroy(): Promise<void> {
    this.isStopping = true;
    if (this.timer !== null) clearTimeout(this.timer);
    await this.underWay;
  }

  /** @returns how many rows went here */
  async clear(): Promise<number> {
    let total = 0;
    for (const rule of this.rules) {
      for (let batch = 0; batch < mostBatches && !this.isStopping; batch += 1) {
        const count = await this.deleteSome(rule);
        total += count;
        if (count < batchSize) break;
      }
    }
    return total;
  }

  private async deleteSome({ table, condition }: Rule): Promise<number> {
    const [gone] = await this.transaction.rows<{ count: number }>(
      `WITH gone AS (
         DELETE FROM ${table} WHERE id IN (
           SELECT id FROM ${table} WHERE ${condition} LIMIT ${String(batchSize)} FOR UPDATE SKIP LOCKED)
         RETURNING 1)
       SELECT count(*)::int AS count FROM gone`,
    );
    return gone?.count ?? 0;
  }

  /** At a moment of its own within each round, so that processes started together spread. */
  private schedule(): void {
    if (this.isStopping) return;
    this.timer = setTimeout(
      () => {
        this.underWay = this.clear()
          .then((deleted) => {
            if (deleted > 0) this.logger.log({ deleted }, 'old_rows_deleted');
          })
          .catch((error: unknown) => {
            this.logger.error({ err: error }, 'old rows could not be deleted');
          })
          .finally(() => {
            this.schedule();
          });
      },
      everyMs * (0.5 + Math.random()),
    );
  }
}
