import { setTimeout as wait } from 'node:timers/promises';
import { Injectable, type BeforeApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { migrations } from '../../../../../migrations/index.ts';
import { durabilityFaults, isClockMoved } from '../database/durability.ts';
import { hasFreeSpace } from '../database/free-space.ts';
import { Load } from './load.ts';
import { Metrics } from './metrics.ts';

const databaseWithinMs = 1_000;
const eventLoopDelayLimitMs = 500;

/** Whether this process should get traffic: reasons against, in words. */
@Injectable()
export class Readiness implements OnModuleInit, BeforeApplicationShutdown {
  private isDraining = false;

  constructor(
    private readonly dataSource: DataSource,
    private readonly metrics: Metrics,
    private readonly load: Load,
  ) {}

  onModuleInit(): void {
    this.metrics.watch('attest_ready', 'Whether this process wants traffic: 1, or 0', async () =>
      (await this.faults()).length === 0 ? 1 : 0,
    );
  }

  /** From now on this process wants no more traffic, though it still serves what comes. */
  drain(): void {
    this.isDraining = true;
  }

  beforeApplicationShutdown(): void {
    this.drain();
  }

  async faults(): Promise<readonly string[]> {
    if (this.isDraining) return ['This process is stopping.'];
    const isBusy = this.load.standingDelayMs > eventLoopDelayLimitMs;
    const busy = isBusy ? ['This process is too busy to answer in time.'] : [];
    return [...busy, ...(await this.databaseFaults())];
  }

  private async databaseFaults(): Promise<readonly string[]> {
    const timeout = new Promise<readonly string[]>((resolve) => {
      setTimeout(() => {
        resolve(['The database does not answer within a second.']);
      }, databaseWithinMs).unref();
    });
    const checks = this.check().catch((): readonly string[] => ['The database does not answer.']);
    return Promise.race([checks, timeout]);
  }

  private async check(): Promise<readonly string[]> {
    const rows: { name: string }[] = await this.dataSource.query(`SELECT name FROM migrations`);
    const isAtHead = migrations.every((migration) => rows.some((row) => row.name === migration.name));
    const isMoved = await isClockMoved(this.dataSource);
    return [
      ...(isAtHead ? [] : ['The schema of the database is older than this program.']),
      ...(isMoved ? ['The clock of the database is moved by attest.time_offset.'] : []),
      ...(await durabilityFaults(this.dataSource)),
      ...((await hasFreeSpace(this.dataSource)) ? [] : ['The disk of the database is full.']),
    ];
  }
}

/**
 * Refuses readiness for a while before the listener closes, so that balancers see it and send people
 * elsewhere.
 *
 * @param hurry ends the wait at once
 */
export async function drain(readiness: Readiness, seconds: number, hurry: AbortSignal): Promise<void> {
  readiness.drain();
  await wait(seconds * 1_000, undefined, { signal: hurry }).catch(() => undefined);
}
