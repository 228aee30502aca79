import { Agent, request } from 'node:http';
import type * as z from 'zod';

/** A reply that arrived whole. */
export class WireReply {
  readonly status: number;
  readonly text: string;
  readonly retryAfterSeconds: number | null;

  constructor(status: number, text: string, retryAfter: string | undefined) {
    this.status = status;
    this.text = text;
    this.retryAfterSeconds = retryAfter === undefined ? null : Number(retryAfter);
  }

  get body(): unknown {
    try {
      const body: unknown = JSON.parse(this.text);
      return body;
    } catch {
      return this.text;
    }
  }

  read<Schema extends z.ZodType>(schema: Schema): z.infer<Schema> {
    if (this.status >= 300) throw new Error(`Expected success, got ${String(this.status)}: ${this.text}`);
    return schema.parse(this.body);
  }
}

/** No reply came: what was asked for may or may not have happened. */
export class ReplyLost extends Error {}

export interface WireRequest {
  /** Where it is sent: an API process, or a proxy before one. */
  readonly to: string;
  readonly method: string;
  /** Below `/api`, or from the root when it begins with `//`. */
  readonly path: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly timeoutMs?: number;
}

/** Longer than any wait that the product allows itself. */
const longestWaitMs = 15_000;

/** Plain HTTP with one set of kept connections, sparing enough to load a system from the same machine. */
export class Wire {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 512 });

  /** @throws ReplyLost */
  send({ to, method, path, body, headers, timeoutMs = longestWaitMs }: WireRequest): Promise<WireReply> {
    const content = body === undefined ? '' : JSON.stringify(body);
    const place = path.startsWith('//') ? path.slice(1) : `/api${path}`;
    return new Promise((resolve, reject) => {
      const lose = (cause: unknown) => {
        clearTimeout(timer);
        reject(new ReplyLost(`${method} ${place}`, { cause }));
      };
      const sent = request(
        `${to}${place}`,
        {
          method,
          agent: this.#agent,
          headers: {
            ...(content !== '' && { 'content-type': 'application/json' }),
            'content-length': String(Buffer.byteLength(content)),
            ...headers,
          },
        },
        (response) => {
          let text = '';
          response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
          response.on('error', lose);
          response.on('close', () => {
            if (!response.complete) lose(new Error('cut off'));
          });
          response.on('end', () => {
            clearTimeout(timer);
            resolve(new WireReply(response.statusCode ?? 0, text, response.headers['retry-after']));
          });
        },
      );
      const timer = setTimeout(() => sent.destroy(new Error('no reply in time')), timeoutMs);
      sent.on('error', lose);
      sent.end(content);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}
