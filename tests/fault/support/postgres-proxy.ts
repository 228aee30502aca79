import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { MessageReader, errorQuery, sqlOf, startupParameter, type Message } from './postgres-messages.ts';

/** One query on its way: everything up to the Sync that ends it. */
export interface QueryUnit {
  /** Of the API: `attest` or `attest saves`. */
  readonly applicationName: string;
  readonly sql: string;
  /** Tells the queries of one connection from those of others. */
  readonly connection: object;
  /** Whether text and values of the query hold these words. */
  readonly mentions: (words: string) => boolean;
}

/**
 * What becomes of a query: the connection breaks before it arrives, with half of it sent, or after the
 * server has done it and before the API hears so; or the server answers with an error of this SQLSTATE; or
 * it is held back until something has happened.
 */
export type QueryFate =
  | 'pass'
  | 'cut-before'
  | 'cut-within'
  | 'cut-after'
  | { readonly error: string }
  | { readonly until: Promise<unknown> };

export type QueryRule = (unit: QueryUnit) => QueryFate;

/** Stands between the API and its database and knows where a query begins and ends. */
export class PostgresProxy {
  readonly url: string;
  /** Decides every query but those of the connection set-up. */
  rule: QueryRule | null = null;
  readonly #server: Server;
  readonly #links = new Set<Link>();

  private constructor(server: Server, url: string) {
    this.#server = server;
    this.url = url;
  }

  static async before(databaseUrl: string): Promise<PostgresProxy> {
    const target = new URL(databaseUrl);
    const server = createServer({ noDelay: true }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('A TCP server has no port.');
    const own = new URL(databaseUrl);
    own.port = String(address.port);
    const proxy = new PostgresProxy(server, own.href);
    server.on('connection', (socket: Socket) => {
      const link = new Link(socket, Number(target.port), (unit) => proxy.rule?.(unit) ?? 'pass');
      proxy.#links.add(link);
      socket.once('close', () => proxy.#links.delete(link));
    });
    return proxy;
  }

  /** Open connections of the API, by its name for them. */
  connections(applicationName: string): number {
    return [...this.#links].filter((link) => link.applicationName === applicationName).length;
  }

  cutAll(): void {
    for (const link of this.#links) link.cut();
  }

  async close(): Promise<void> {
    this.#server.close();
    this.cutAll();
    await once(this.#server, 'close');
  }
}

class Link {
  applicationName = '';
  readonly #client: Socket;
  readonly #database: Socket;
  readonly #decide: QueryRule;
  readonly #fromClient = new MessageReader({ beginsWithStartup: true });
  readonly #statements = new Map<string, string>();
  #unit: Message[] = [];
  /** Set while the reply to a doomed query is read and kept from the client. */
  #doomed: MessageReader | null = null;

  constructor(client: Socket, port: number, decide: QueryRule) {
    this.#client = client;
    this.#decide = decide;
    this.#database = connect({ port, host: '127.0.0.1', noDelay: true });
    client.on('data', (chunk: Buffer) => {
      for (const message of this.#fromClient.read(chunk)) this.#toDatabase(message);
    });
    this.#database.on('data', (chunk: Buffer) => {
      this.#toClient(chunk);
    });
    for (const socket of [client, this.#database]) {
      socket.on('error', () => undefined);
      socket.on('close', () => {
        this.cut();
      });
    }
  }

  cut(): void {
    this.#client.destroy();
    this.#database.destroy();
  }

  #toDatabase(message: Message): void {
    const { type, bytes } = message;
    if (type === null) {
      this.applicationName = startupParameter(bytes, 'application_name') ?? this.applicationName;
      this.#database.write(bytes);
    } else if (!'QPBDECS'.includes(type)) {
      this.#database.write(bytes);
    } else {
      this.#unit.push(message);
      if (type !== 'Q' && type !== 'S') return;
      const unit = this.#unit;
      this.#unit = [];
      this.#pass(unit);
    }
  }

  #pass(unit: readonly Message[]): void {
    const bytes = Buffer.concat(unit.map((message) => message.bytes));
    const fate = this.#decide({
      applicationName: this.applicationName,
      sql: sqlOf(unit, this.#statements),
      connection: this,
      mentions: (words) => bytes.includes(words),
    });
    if (fate === 'cut-before') this.cut();
    else if (fate === 'cut-within') this.#tear(bytes);
    else if (typeof fate === 'object' && 'until' in fate)
      void fate.until.then(() => this.#database.write(bytes));
    else if (typeof fate === 'object') this.#database.write(errorQuery(fate.error));
    else {
      if (fate === 'cut-after') this.#doomed = new MessageReader({ beginsWithStartup: false });
      this.#database.write(bytes);
    }
  }

  #tear(bytes: Buffer): void {
    this.#client.destroy();
    this.#database.end(bytes.subarray(0, Math.ceil(bytes.length / 2)));
  }

  #toClient(chunk: Buffer): void {
    if (this.#doomed === null) {
      this.#client.write(chunk);
      return;
    }
    const isDone = this.#doomed.read(chunk).some(({ type }) => type === 'Z');
    if (isDone) this.cut();
  }
}
