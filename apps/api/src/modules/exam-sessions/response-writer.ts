import { Inject, Injectable, Optional, type OnApplicationShutdown } from '@nestjs/common';
import { CONFIG } from '../../platform/config/config.module.ts';
import type { Config } from '../../platform/config/config.ts';
import { DATABASE_URL } from '../../platform/database/database.module.ts';
import { Metrics } from '../../platform/health/metrics.ts';
import { isSameHolder, type Save } from './save-batch.ts';
import { SaveConnection } from './save-connection.ts';
import { SaveLane, tooBusy } from './save-lane.ts';
import type { HeldSession, SaveRow } from './save-statement.ts';

/** Few, so that the groups are big; two, so that one gathers while the other waits for the disk. */
const laneCount = 2;
const mostWaiting = 2_000;

/**
 * Saves on connections of its own, so that reports and imports cannot starve it, and in groups: a busy
 * server pays for one statement and one commit where many saves wait. Those of a session always take the
 * same lane, so they keep their order.
 */
@Injectable()
export class ResponseWriter implements OnApplicationShutdown {
  private readonly lanes: readonly SaveLane[];

  constructor(
    @Inject(DATABASE_URL) url: string,
    @Optional() metrics?: Metrics,
    @Optional() @Inject(CONFIG) config?: Config,
  ) {
    const preparesStatements = config?.database.preparesStatements ?? true;
    this.lanes = Array.from(
      { length: laneCount },
      () =>
        new SaveLane(new SaveConnection(url, { preparesStatements }), (saves, waitedSeconds) => {
          metrics?.saveBatch.observe(saves);
          metrics?.saveWait.observe(waitedSeconds);
        }),
    );
    metrics?.watch('attest_saves_waiting', 'Saves that wait for a connection', () => this.waitingCount());
  }

  /** After the last request was answered: saves under way at the stop are still stored. */
  async onApplicationShutdown(): Promise<void> {
    await Promise.all(this.lanes.map((lane) => lane.end()));
  }

  /**
   * Resolves after the commit.
   *
   * @returns the holders that might save, with what was stored
   * @throws Problem `overloaded` when too many wait, or for too long
   */
  async save(rows: readonly SaveRow[]): Promise<readonly HeldSession[]> {
    if (this.waitingCount() >= mostWaiting) throw tooBusy();
    const held = await Promise.all(byHolder(rows).map((save) => this.laneOf(save).save(save)));
    return held.filter((each) => each !== null);
  }

  private waitingCount(): number {
    return this.lanes.reduce((sum, lane) => sum + lane.waitingCount, 0);
  }

  private laneOf([{ sessionId }]: Save): SaveLane {
    const lane = this.lanes[sessionId.charCodeAt(sessionId.length - 1) % laneCount];
    if (lane === undefined) throw new Error('there is a lane for every session');
    return lane;
  }
}

/** A request has one holder; whoever hands in several gets them stored side by side. */
function byHolder(rows: readonly SaveRow[]): Save[] {
  const saves: [SaveRow, ...SaveRow[]][] = [];
  for (const row of rows) {
    const known = saves.find(([first]) => isSameHolder(first, row));
    if (known === undefined) saves.push([row]);
    else known.push(row);
  }
  return saves;
}
