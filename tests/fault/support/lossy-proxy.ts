import { once } from 'node:events';
import {
  Agent,
  createServer,
  request,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { buffer } from 'node:stream/consumers';

/**
 * What becomes of a request: `late` lets the client hear nothing and the server get it after newer ones;
 * `again` sends an old copy some time after the reply; `twice` sends two at the same time.
 */
export type RequestFate = 'pass' | 'lose-request' | 'lose-reply' | 'tear-reply' | 'twice' | 'late' | 'again';

export interface PassingRequest {
  readonly method: string;
  readonly path: string;
}

/** A network between browsers and the API that loses, repeats and reorders whole requests. */
export class LossyProxy {
  readonly url: string;
  rule: (request: PassingRequest) => RequestFate = () => 'pass';
  /** How long a copy that comes late or again is held back. */
  heldMs = 150;
  /** Told of each reply of the API, before anything happens to it. */
  onReply: (request: PassingRequest, headers: IncomingMessage['headers']) => void = () => undefined;
  /** Where requests go from now on, in turn, as a balancer decides it. */
  targets: readonly string[];
  readonly #server: Server;
  #turn = 0;
  readonly #agent = new Agent({ keepAlive: true });
  readonly #underWay = new Set<Promise<unknown>>();

  private constructor(server: Server, target: string, port: number) {
    this.#server = server;
    this.targets = [target];
    this.url = `http://127.0.0.1:${String(port)}`;
  }

  static async before(target: string): Promise<LossyProxy> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('A TCP server has no port.');
    const proxy = new LossyProxy(server, target, address.port);
    server.on(
      'request',
      (incoming: IncomingMessage, reply: ServerResponse) => void proxy.#pass(incoming, reply),
    );
    return proxy;
  }

  /** Waits for copies that are still held back. */
  async drained(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.allSettled(this.#underWay);
  }

  async close(): Promise<void> {
    await this.drained();
    this.#server.close();
    this.#server.closeAllConnections();
    this.#agent.destroy();
  }

  async #pass(incoming: IncomingMessage, reply: ServerResponse): Promise<void> {
    const body = await buffer(incoming);
    const { method = 'GET', url: path = '/' } = incoming;
    const send = () => this.#forward(incoming, body);
    const fate = this.rule({ method, path });
    const cut = () => reply.destroy();
    if (fate === 'lose-request') return void cut();
    if (fate === 'late') {
      cut();
      this.#later(send);
      return;
    }
    if (fate === 'twice') void this.#track(send());
    try {
      const { status, headers, text } = await this.#track(send());
      this.onReply({ method, path }, headers);
      if (fate === 'again') this.#later(send);
      if (fate === 'lose-reply') return void cut();
      reply.writeHead(status, headers);
      if (fate !== 'tear-reply') return void reply.end(text);
      reply.write(text.subarray(0, Math.floor(text.length / 2)), cut);
    } catch {
      cut();
    }
  }

  #later(send: () => Promise<unknown>): void {
    const held = new Promise((resolve) => setTimeout(resolve, this.heldMs)).then(send);
    void this.#track(held).catch(() => undefined);
  }

  #track<Result>(work: Promise<Result>): Promise<Result> {
    const tracked = work.finally(() => this.#underWay.delete(tracked));
    this.#underWay.add(tracked);
    tracked.catch(() => undefined);
    return tracked;
  }

  #forward(incoming: IncomingMessage, body: Buffer) {
    return new Promise<{
      status: number;
      headers: IncomingMessage['headers'];
      text: Buffer;
    }>((resolve, reject) => {
      const { method, url: path, headers } = incoming;
      const target = this.targets[this.#turn % this.targets.length] ?? '';
      this.#turn += 1;
      const { hostname, port } = new URL(target);
      const sent = request({ hostname, port, method, path, headers, agent: this.#agent }, (response) => {
        buffer(response).then(
          (text) => resolve({ status: response.statusCode ?? 502, headers: response.headers, text }),
          reject,
        );
      });
      sent.on('error', reject);
      sent.end(body);
    });
  }
}
