import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';

const lookEveryMs = 100;

interface Target {
  readonly port: number;
  isReady: boolean;
  underWay: number;
}

/** What stands before several API processes: asks for their health, sends each request to the least busy one. */
export class ReverseProxy {
  readonly port: number;
  readonly #server: Server;
  readonly #targets: readonly Target[];
  readonly #looking: NodeJS.Timeout;

  private constructor(server: Server, port: number, ports: readonly number[]) {
    this.#server = server;
    this.port = port;
    this.#targets = ports.map((target) => ({ port: target, isReady: false, underWay: 0 }));
    this.#looking = setInterval(() => {
      for (const target of this.#targets) void this.#look(target);
    }, lookEveryMs);
    server.on(
      'request',
      (incoming: IncomingMessage, reply: ServerResponse) => void this.#pass(incoming, reply),
    );
  }

  static async before(ports: readonly number[]): Promise<ReverseProxy> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('A TCP server has no port.');
    return new ReverseProxy(server, address.port, ports);
  }

  get readyPorts(): number[] {
    return this.#targets.filter(({ isReady }) => isReady).map(({ port }) => port);
  }

  async close(): Promise<void> {
    clearInterval(this.#looking);
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #look(target: Target): Promise<void> {
    const reply = await fetch(`http://127.0.0.1:${String(target.port)}/health/ready`).catch(() => null);
    target.isReady = reply?.status === 200;
  }

  /** A process that refuses the connection has seen nothing of the request, so another one may have it. */
  async #pass(incoming: IncomingMessage, reply: ServerResponse): Promise<void> {
    const body = await buffer(incoming);
    const waiting = this.#targets
      .filter(({ isReady }) => isReady)
      .toSorted((a, b) => a.underWay - b.underWay);
    for (const target of waiting) {
      target.underWay += 1;
      try {
        const answer = await forward(incoming, body, target.port);
        reply.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(reply);
        return;
      } catch (error) {
        target.isReady = false;
        if (!(error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED')) break;
      } finally {
        target.underWay -= 1;
      }
    }
    reply.writeHead(502, { 'retry-after': '1' }).end();
  }
}

async function forward(incoming: IncomingMessage, body: Buffer, port: number): Promise<IncomingMessage> {
  const { method, url, headers } = incoming;
  const outgoing = request({
    port,
    host: '127.0.0.1',
    method,
    path: url,
    headers: {
      ...headers,
      'x-forwarded-for': incoming.socket.remoteAddress ?? '',
      'x-forwarded-proto': 'https',
    },
  });
  outgoing.end(body);
  const [answer] = (await once(outgoing, 'response')) as [IncomingMessage];
  return answer;
}
