import { Client } from 'pg';
import { sqlState } from '../../platform/database/database-errors.ts';
import type { PoolOptions } from '../../platform/database/data-source.ts';
import { saveParameters, saveStatement, type SaveResult, type SaveRow } from './save-statement.ts';

const connectWithinMs = 2_000;
/** Longer than the server's own limits, so that it only counts when the server is silent. */
const answerWithinMs = 6_000;
const lockTimeoutMs = 2_000;
/** For saves that are tried one by one because a neighbour's row was locked. */
const shortLockTimeoutMs = 200;

/**
 * One plan for every batch, by index: planning would cost more than saving, and statistics are old
 * in the first minutes of a big exam.
 */
const settings = `SET plan_cache_mode = force_generic_plan; SET enable_seqscan = off; SET jit = off`;

/** A connection that only saves. When it breaks the next save makes a new one. */
export class SaveConnection {
  private client: Client | null = null;
  private waitsBriefly = false;

  constructor(
    private readonly url: string,
    private readonly options: Pick<PoolOptions, 'preparesStatements'>,
  ) {}

  /** @param briefly gives up sooner on a locked row */
  async save(rows: readonly SaveRow[], { briefly = false } = {}): Promise<readonly SaveResult[]> {
    const client = this.client ?? (await this.connect());
    try {
      await this.wait(client, briefly);
      const { rows: results } = await client.query<SaveResult>({
        text: saveStatement.text,
        ...(this.options.preparesStatements && { name: saveStatement.name }),
        values: saveParameters(rows),
      });
      return results;
    } catch (error) {
      if (!isOfStatement(error)) this.abandon();
      throw error;
    }
  }

  async end(): Promise<void> {
    const { client } = this;
    this.client = null;
    await client?.end();
  }

  private abandon(): void {
    this.end().catch(() => undefined);
  }

  private async connect(): Promise<Client> {
    const client = new Client({
      connectionString: this.url,
      connectionTimeoutMillis: connectWithinMs,
      statement_timeout: 5_000,
      lock_timeout: lockTimeoutMs,
      query_timeout: answerWithinMs,
      keepAlive: true,
      application_name: 'attest saves',
    });
    // A connection that breaks while idle is replaced by the next save; nothing was under way on it.
    const forget = () => {
      if (this.client === client) this.client = null;
    };
    client.on('error', forget);
    client.on('end', forget);
    await client.connect();
    if (this.options.preparesStatements) await client.query(settings);
    this.client = client;
    this.waitsBriefly = false;
    return client;
  }

  private async wait(client: Client, briefly: boolean): Promise<void> {
    if (briefly === this.waitsBriefly) return;
    await client.query(`SET lock_timeout = ${String(briefly ? shortLockTimeoutMs : lockTimeoutMs)}`);
    this.waitsBriefly = briefly;
  }
}

/**
 * What the server says of the statement, or of its settings. Anything else (silence, a broken connection, a
 * server that ends) leaves a connection on which nothing may be sent any more: a late answer to a save that
 * was given up would be taken for the next one's.
 */
export function isOfStatement(error: unknown): boolean {
  const state = sqlState(error);
  return state !== null && /^[0-9A-Z]{5}$/.test(state) && !/^(?:08|57P|58)/.test(state);
}
