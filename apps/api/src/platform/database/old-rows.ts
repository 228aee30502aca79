import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Repeating } from '../repeating.ts';
import { Transaction } from './transaction.ts';

/** On average. */
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
  private readonly repeating = new Repeating({
    round: async () => {
      const deleted = await this.clear();
      if (deleted > 0) this.logger.log({ deleted }, 'old_rows_deleted');
    },
    pauseMs: () => everyMs * (0.5 + Math.random()),
    onFault: (error) => {
      this.logger.error({ err: error }, 'old rows could not be deleted');
    },
  });

  constructor(private readonly transaction: Transaction) {}

  /** @param condition SQL on a row of `table`, which has a key `id` */
  forget(table: string, condition: string): void {
    this.rules.push({ table, condition });
  }

  onApplicationBootstrap(): void {
    this.repeating.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.repeating.stop();
  }

  /** @returns how many rows went here */
  async clear(): Promise<number> {
    let total = 0;
    for (const rule of this.rules) {
      for (let batch = 0; batch < mostBatches && !this.repeating.isStopping; batch += 1) {
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
}
