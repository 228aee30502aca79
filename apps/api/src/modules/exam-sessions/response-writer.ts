import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { collapseSaves } from '@attest/exam-engine';
import { Pool } from 'pg';
import { DATABASE_URL } from '../../platform/database/database.module.ts';
import { isRetryable } from '../../platform/database/database-errors.ts';
import { saveParameters, saveStatement, type HeldSession, type SaveRow } from './save-statement.ts';

/**
 * Saves on connections of its own, so that reports and imports cannot starve it, with one prepared
 * statement. Two batches may lock sessions in different order: after a deadlock the batch runs once
 * more, then session by session.
 */
@Injectable()
export class ResponseWriter implements OnApplicationShutdown {
  private readonly pool: Pool;

  constructor(@Inject(DATABASE_URL) url: string) {
    this.pool = new Pool({
      connectionString: url,
      max: 2,
      connectionTimeoutMillis: 2_000,
      statement_timeout: 5_000,
      lock_timeout: 2_000,
      query_timeout: 8_000,
      idleTimeoutMillis: 0,
      keepAlive: true,
      application_name: 'attest saves',
    });
    // A connection that breaks while idle is replaced by the next save; nothing was under way on it.
    this.pool.on('error', () => undefined);
  }

  /** After the last request was answered: saves under way at the stop are still stored. */
  async onApplicationShutdown(): Promise<void> {
    await this.pool.end();
  }

  /** @returns the sessions whose holder might save, with what was stored; resolves after the commit */
  async save(rows: readonly SaveRow[]): Promise<readonly HeldSession[]> {
    const collapsed = collapseRows(rows);
    try {
      return await this.run(collapsed);
    } catch (error) {
      if (!isRetryable(error)) throw error;
    }
    try {
      return await this.run(collapsed);
    } catch (error) {
      if (!isRetryable(error)) throw error;
    }
    return this.oneByOne(collapsed);
  }

  private async oneByOne(rows: readonly SaveRow[]): Promise<readonly HeldSession[]> {
    const held: HeldSession[] = [];
    for (const sessionId of new Set(rows.map((row) => row.sessionId))) {
      held.push(...(await this.run(rows.filter((row) => row.sessionId === sessionId))));
    }
    return held;
  }

  private async run(rows: readonly SaveRow[]): Promise<readonly HeldSession[]> {
    const result = await this.pool.query<HeldSession>({ ...saveStatement, values: saveParameters(rows) });
    return result.rows;
  }
}

/**
 * The highest revision of each answer: one statement may not touch a row twice. Rows of another epoch or
 * candidate stand by themselves: at most one of them holds the session, and none may displace the holder's.
 */
function collapseRows(rows: readonly SaveRow[]): SaveRow[] {
  return collapseSaves(
    rows.map((row) => ({ ...row, itemId: String(row.itemNo) })),
    (row) => `${row.sessionId} ${row.candidateId} ${String(row.epoch)} ${row.itemId}`,
  );
}
