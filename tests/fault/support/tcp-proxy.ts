import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

interface Pair {
  readonly client: Socket;
  readonly server: Socket;
}

/** A cable between two programs that can be slow, dark, cut, or open in one direction only. */
export class TcpProxy {
  readonly port: number;
  /** Every chunk is held so long, in both directions. */
  delayMs = 0;
  /** Bytes that came from the server since this was set to 0. */
  saidBytes = 0;
  /** The first connection on which the server has said more, since `saidBytes` was 0, breaks at this byte. */
  breaksAtByte = Number.POSITIVE_INFINITY;
  readonly #server: Server;
  readonly #pairs = new Set<Pair>();
  #isDark = false;

  private constructor(server: Server, port: number) {
    this.#server = server;
    this.port = port;
  }

  static async before(targetPort: number): Promise<TcpProxy> {
    const server = createServer({ noDelay: true }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('A TCP server has no port.');
    const proxy = new TcpProxy(server, address.port);
    server.on('connection', (client: Socket) => proxy.#join(client, targetPort));
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${String(this.port)}`;
  }

  /** Nothing arrives any more, and nobody is told; what was under way is lost. */
  goDark(): void {
    this.#isDark = true;
  }

  /** Connections from before the dark stay silent for ever, as behind a router that forgot them. */
  goLight(): void {
    this.#isDark = false;
    this.cutAll();
  }

  cutAll(): void {
    for (const { client, server } of this.#pairs) {
      client.destroy();
      server.destroy();
    }
  }

  /** The API learns that nothing more comes; what it still says goes nowhere. */
  halfCloseAll(): void {
    for (const { client, server } of this.#pairs) {
      client.pause();
      server.end();
    }
  }

  async close(): Promise<void> {
    this.#server.close();
    this.cutAll();
    await once(this.#server, 'close');
  }

  #join(client: Socket, targetPort: number): void {
    const server = connect({ port: targetPort, host: '127.0.0.1', noDelay: true });
    const pair = { client, server };
    this.#pairs.add(pair);
    this.#pipe(client, server);
    this.#pipe(server, client, (chunk) => this.#torn(chunk));
    for (const [socket, other] of [
      [client, server],
      [server, client],
    ] as const) {
      socket.on('error', () => undefined);
      socket.on('close', () => {
        // What closed in the dark leaves its other end open until somebody cuts it.
        if (!this.#isDark) other.destroy();
        if (other.destroyed) this.#pairs.delete(pair);
      });
    }
  }

  /** @returns what of a chunk still arrives when the connection breaks in it */
  #torn(chunk: Buffer): Buffer | null {
    const whole = this.saidBytes;
    this.saidBytes += chunk.length;
    if (this.saidBytes <= this.breaksAtByte) return null;
    const rest = chunk.subarray(0, Math.max(0, this.breaksAtByte - whole));
    this.breaksAtByte = Number.POSITIVE_INFINITY;
    return rest;
  }

  #pipe(from: Socket, to: Socket, torn: (chunk: Buffer) => Buffer | null = () => null): void {
    from.on('data', (chunk: Buffer) => {
      if (this.#isDark) return;
      const rest = torn(chunk);
      if (rest !== null) {
        to.end(rest);
        from.destroy();
        return;
      }
      if (this.delayMs === 0) to.write(chunk);
      else setTimeout(() => !to.destroyed && to.write(chunk), this.delayMs);
    });
  }
}
