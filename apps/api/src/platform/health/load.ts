import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CONFIG } from '../config/config.module.ts';
import type { Config } from '../config/config.ts';
import { poolOf, watchWaits, type PoolState } from '../database/pool.ts';
import { Metrics } from './metrics.ts';

const lookEveryMs = 100;
/** A second and a half: one long computation is no overload, a loop that is late all the time is. */
const looks = 15;

/** How busy this process is, as far as it decides what is turned away. */
@Injectable()
export class Load implements OnModuleInit, OnModuleDestroy {
  private readonly latenesses: number[] = [];
  private readonly pool: PoolState;
  private timer: NodeJS.Timeout | null = null;
  private lookedAtMs = 0;

  constructor(
    dataSource: DataSource,
    @Inject(CONFIG) private readonly config: Config,
    private readonly metrics: Metrics,
  ) {
    this.pool = poolOf(dataSource);
  }

  onModuleInit(): void {
    watchWaits(this.pool, (seconds) => {
      this.metrics.poolWait.observe({ pool: 'requests' }, seconds);
    });
    this.lookedAtMs = performance.now();
    this.timer = setInterval(() => {
      this.look();
    }, lookEveryMs).unref();
  }

  onModuleDestroy(): void {
    if (this.timer !== null) clearInterval(this.timer);
  }

  /** Statements that wait for a connection, for each connection there is. */
  get waitingPerConnection(): number {
    return this.pool.waitingCount / this.config.database.poolSize;
  }

  /** By how many milliseconds the event loop has been late at every single look of late. */
  get standingDelayMs(): number {
    return this.latenesses.length < looks ? 0 : Math.min(...this.latenesses);
  }

  private look(): void {
    const nowMs = performance.now();
    this.latenesses.push(Math.max(0, nowMs - this.lookedAtMs - lookEveryMs));
    if (this.latenesses.length > looks) this.latenesses.shift();
    this.lookedAtMs = nowMs;
  }
}
