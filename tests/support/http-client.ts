import type * as z from 'zod';

/** A reply of the API, read whole. */
export class Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;

  constructor(status: number, headers: Headers, text: string) {
    this.status = status;
    this.headers = headers;
    this.text = text;
  }

  /** The body as JSON; the text itself if it is none. */
  get body(): unknown {
    try {
      const body: unknown = JSON.parse(this.text);
      return body;
    } catch {
      return this.text;
    }
  }

  /** The body of a success, checked against its contract. */
  read<Schema extends z.ZodType>(schema: Schema): z.infer<Schema> {
    if (this.status >= 300) throw new Error(`Expected success, got ${String(this.status)}: ${this.text}`);
    return schema.parse(this.body);
  }
}

export interface CallOptions {
  readonly headers?: Readonly<Record<string, string>>;
  /** Body as it goes over the wire, for requests that are no valid JSON. */
  readonly rawBody?: string | Uint8Array<ArrayBuffer>;
}

/** Calls the API as a browser does: with the headers our pages send and with the cookies it was given. */
export class HttpClient {
  readonly #origin: string;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #cookies: Map<string, string>;

  /** @param cookies the browser has already */
  constructor(
    origin: string,
    headers: Readonly<Record<string, string>> = {},
    cookies: readonly (readonly [name: string, value: string])[] = [],
  ) {
    this.#origin = origin;
    this.#headers = headers;
    this.#cookies = new Map(cookies);
  }

  get = (path: string, options?: CallOptions) => this.call('GET', path, undefined, options);
  post = (path: string, body?: unknown, options?: CallOptions) => this.call('POST', path, body, options);
  put = (path: string, body?: unknown, options?: CallOptions) => this.call('PUT', path, body, options);
  patch = (path: string, body?: unknown, options?: CallOptions) => this.call('PATCH', path, body, options);
  delete = (path: string, options?: CallOptions) => this.call('DELETE', path, undefined, options);

  /** @param path below `/api`, or from the root when it begins with `//` */
  async call(method: string, path: string, body?: unknown, options: CallOptions = {}): Promise<Reply> {
    const content = options.rawBody ?? (body === undefined ? undefined : JSON.stringify(body));
    const response = await fetch(`${this.#origin}${path.startsWith('//') ? path.slice(1) : `/api${path}`}`, {
      method,
      redirect: 'manual',
      headers: {
        ...(method !== 'GET' && { origin: this.#origin, 'x-requested-with': 'attest' }),
        ...(content !== undefined && { 'content-type': 'application/json' }),
        ...(this.#cookies.size > 0 && { cookie: this.cookieHeader() }),
        ...this.#headers,
        ...options.headers,
      },
      ...(content !== undefined && { body: content }),
    });
    for (const cookie of response.headers.getSetCookie()) this.#keep(cookie);
    return new Reply(response.status, response.headers, await textOf(response));
  }

  /** All cookies as a browser sends them. */
  cookieHeader(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  #keep(setCookie: string): void {
    const [pair = '', ...attributes] = setCookie.split(/; */);
    const name = pair.slice(0, pair.indexOf('='));
    const isRemoval = attributes.some((attribute) =>
      /^(max-age=0|expires=thu, 01 jan 1970)/i.test(attribute),
    );
    if (isRemoval) this.#cookies.delete(name);
    else this.#cookies.set(name, pair.slice(name.length + 1));
  }
}

/** Of server-sent events, which never end by themselves, what the first one carries. */
async function textOf(response: Response): Promise<string> {
  const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') ?? false;
  if (!isStream || response.body === null) return response.text();
  for await (const event of readEvents(response.body)) return event;
  return '';
}

/** The data of server-sent events, as they come; ends with the connection or with the caller's loop. */
export async function* readEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<string, undefined> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of body) {
    text += decoder.decode(chunk, { stream: true });
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) if (block.startsWith('data: ')) yield block.slice('data: '.length);
  }
}
