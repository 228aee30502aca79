import { Reply } from './http-client.ts';

export interface ProgramCall {
  readonly token?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Body as it goes over the wire; takes the place of `body`. */
  readonly rawBody?: string;
}

/** Calls the API as curl does: no cookies, none of the headers our pages send. */
export class ProgramClient {
  readonly #origin: string;

  constructor(origin: string) {
    this.#origin = origin;
  }

  /** @param path below `/api`, or from the root when it begins with `//` */
  async call(
    method: string,
    path: string,
    { token, body, headers, rawBody }: ProgramCall = {},
  ): Promise<Reply> {
    const content = rawBody ?? (body === undefined ? undefined : JSON.stringify(body));
    const response = await fetch(`${this.#origin}${path.startsWith('//') ? path.slice(1) : `/api${path}`}`, {
      method,
      redirect: 'manual',
      headers: {
        ...(content !== undefined && { 'content-type': 'application/json' }),
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...headers,
      },
      ...(content !== undefined && { body: content }),
    });
    return new Reply(response.status, response.headers, await response.text());
  }
}
