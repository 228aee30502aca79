import { Client, type QueryResultRow } from 'pg';

const connectWithinMs = 1_000;
const statementWithinMs = 1_000;
/** Longer than the server's own limit, so that it only counts when the server is silent. */
const answerWithinMs = 1_500;

/** What of a connection a question needs. */
export interface Asks {
  query<Row extends QueryResultRow>(sql: string, values?: readonly unknown[]): Promise<Row[]>;
}

/** A connection for a purpose that must not wait for the pool of the requests. After any failure it is made anew. */
export class OwnConnection implements Asks {
  private client: Client | null = null;

  constructor(
    private readonly url: string,
    private readonly applicationName: string,
  ) {}

  /** One call at a time. Without values it may be several statements, which are one transaction. */
  async query<Row extends QueryResultRow>(sql: string, values: readonly unknown[] = []): Promise<Row[]> {
    const client = this.client ?? (await this.connect());
    try {
      const { rows } = await client.query<Row>(sql, [...values]);
      return rows;
    } catch (error) {
      this.end().catch(() => undefined);
      throw error;
    }
  }

  /** The next question makes another one. */
  async end(): Promise<void> {
    const { client } = this;
    this.client = null;
    await client?.end();
  }

  private async connect(): Promise<Client> {
    const client = new Client({
      connectionString: this.url,
      connectionTimeoutMillis: connectWithinMs,
      statement_timeout: statementWithinMs,
      query_timeout: answerWithinMs,
      keepAlive: true,
      application_name: this.applicationName,
    });
    const forget = () => {
      if (this.client === client) this.client = null;
    };
    client.on('error', forget);
    client.on('end', forget);
    await client.connect();
    this.client = client;
    return client;
  }
}
