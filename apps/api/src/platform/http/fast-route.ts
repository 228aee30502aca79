import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { bodyLimitBytes } from './fastify.ts';
import type { Problem } from './problem.ts';

const asJson = 'application/json; charset=utf-8';

/**
 * What the long way says of every reply of a route. All else is of one reply alone: how it was packed, how
 * long it is, whom it signs in.
 */
const common = new Set([
  'cache-control',
  'content-security-policy',
  'cross-origin-opener-policy',
  'cross-origin-resource-policy',
  'origin-agent-cluster',
  'referrer-policy',
  'strict-transport-security',
  'x-content-type-options',
  'x-dns-prefetch-control',
  'x-download-options',
  'x-frame-options',
  'x-permitted-cross-domain-policies',
  'x-xss-protection',
]);

export interface FastHandler {
  readonly isOurs: (request: IncomingMessage) => boolean;
  /** Begins to answer and says true, or leaves the request untouched and says false. */
  readonly take: (request: IncomingMessage, response: ServerResponse) => boolean;
}

/**
 * Takes the requests of one route before the framework does, where its layers cost more than the work. A
 * request it does not take, whole or after a look at its body, goes the long way, which answers as if there
 * were no other: so only the plain case has to be spelt out again.
 */
export class FastRoute {
  /** What every reply of the long way carries; learned from the first one. */
  private headers: string[] | null = null;
  private isClosing = false;

  constructor(
    private readonly fastify: FastifyInstance,
    { isOurs, take }: FastHandler,
  ) {
    const [longWay] = fastify.server.listeners('request') as RequestListener[];
    if (longWay === undefined) throw new Error('the server has a listener');
    fastify.server.removeListener('request', longWay);
    fastify.server.prependListener('request', (request: IncomingMessage, response: ServerResponse) => {
      if (isOurs(request)) {
        if (this.headers === null) this.learnFrom(response);
        else if (!this.isClosing && take(request, response)) return;
      }
      longWay(request, response);
    });
  }

  private learnFrom(response: ServerResponse): void {
    response.once('finish', () => {
      if (response.statusCode !== 200) return;
      this.headers = Object.entries(response.getHeaders())
        .filter(([name]) => common.has(name))
        .flatMap(([name, value]) => [name, String(value)]);
    });
  }

  /** New requests take the long way, and the connections of those under way end with their replies. */
  close(): void {
    this.isClosing = true;
  }

  /** The body as it came; nothing where it ends early, or is longer than was announced. */
  readBody(request: IncomingMessage, use: (body: Buffer) => void): void {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const [only] = chunks;
      use(chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks));
    });
  }

  /** The request once more from its beginning, as if nobody had read its body. */
  async replay(request: IncomingMessage, response: ServerResponse, body: Buffer): Promise<void> {
    const { statusCode, headers, rawPayload } = await this.fastify.inject({
      method: 'PUT',
      url: request.url ?? '',
      headers: request.headers,
      payload: body,
      remoteAddress: request.socket.remoteAddress ?? '',
    });
    if (response.headersSent) return;
    response.writeHead(statusCode, headers);
    response.end(rawPayload);
  }

  send(response: ServerResponse, json: string): void {
    response.writeHead(200, this.headersFor(asJson, json));
    response.end(json);
  }

  refuse(response: ServerResponse, problem: Problem, traceId: string): void {
    const json = JSON.stringify(problem.body(traceId));
    const headers = this.headersFor('application/problem+json', json);
    const { retryAfterSeconds } = problem.details;
    if (retryAfterSeconds !== undefined) headers.push('retry-after', String(retryAfterSeconds));
    response.writeHead(problem.status, headers);
    response.end(json);
  }

  private headersFor(type: string, json: string): string[] {
    const own = ['content-type', type, 'content-length', String(Buffer.byteLength(json))];
    if (this.isClosing) own.push('connection', 'close');
    return [...(this.headers ?? []), ...own];
  }
}

/** A body whose end is known beforehand, and which nobody would refuse for its size or its coding. */
export function hasPlainJson({ headers }: IncomingMessage): boolean {
  const length = Number(headers['content-length'] ?? Number.NaN);
  return (
    headers['content-type'] === 'application/json' &&
    length > 0 &&
    length <= bodyLimitBytes &&
    headers['content-encoding'] === undefined &&
    headers['transfer-encoding'] === undefined
  );
}
