import { setTimeout as wait } from 'node:timers/promises';
import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationShutdown,
  type OnModuleInit,
} from '@nestjs/common';
import { migrations } from '../../../../../migrations/index.ts';
import { sqlState } from '../database/database-errors.ts';
import { DATABASE_URL } from '../database/database.module.ts';
import { durabilityFaults, isClockMoved } from '../database/durability.ts';
import { FreeSpace } from '../database/free-space.ts';
import { OwnConnection } from '../database/own-connection.ts';
import { Load } from './load.ts';
import { Metrics } from './metrics.ts';

const databaseWithinMs = 1_000;
const eventLoopDelayLimitMs = 500;
const tooSlow = 'The database does not answer within a second.';

/**
 * Whether this process should get traffic: reasons against, in words. The database is asked on a connection of
 * its own: reads that hold all connections of the requests keep no save from the ones that saves have.
 */
@Injectable()
export class Readiness implements OnModuleInit, BeforeApplicationShutdown, OnApplicationShutdown {
  private isDraining = false;
  private readonly connection: OwnConnection;
  private readonly space: FreeSpace;
  /** One look for all who ask meanwhile. */
  private underWay: Promise<readonly string[]> | null = null;

  constructor(
    private readonly metrics: Metrics,
    private readonly load: Load,
    @Inject(DATABASE_URL) url: string,
  ) {
    this.connection = new OwnConnection(url, 'attest readiness');
    this.space = new FreeSpace(this.connection);
  }

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

  async onApplicationShutdown(): Promise<void> {
    await this.underWay;
    await this.connection.end();
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
        resolve([tooSlow]);
      }, databaseWithinMs).unref();
    });
    this.underWay ??= this.check()
      .catch((error: unknown) => [
        // The server ended the statement a moment before we would have given up.
        sqlState(error) === '57014' ? tooSlow : 'The database does not answer.',
      ])
      .finally(() => {
        this.underWay = null;
      });
    return Promise.race([this.underWay, timeout]);
  }

  private async check(): Promise<readonly string[]> {
    const { connection } = this;
    const rows = await connection.query<{ name: string }>('SELECT name FROM migrations');
    const isAtHead = migrations.every((migration) => rows.some((row) => row.name === migration.name));
    const isMoved = await isClockMoved(connection);
    return [
      ...(isAtHead ? [] : ['The schema of the database is older than this program.']),
      ...(isMoved ? ['The clock of the database is moved by attest.time_offset.'] : []),
      ...(await durabilityFaults(connection)),
      ...((await this.space.isThere()) ? [] : ['The disk of the database is full.']),
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
