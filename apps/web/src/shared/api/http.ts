import { ApiProblem } from './problem.ts';

export interface Call {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  readonly keepalive?: boolean;
}

/** One call to the API. Throws `ApiProblem` for everything but success. */
export async function call<Reply>(path: string, options: Call = {}): Promise<Reply> {
  const { method = 'GET', body, headers, ...rest } = options;
  const response = await fetch(`/api${path}`, {
    ...rest,
    method,
    credentials: 'same-origin',
    headers: {
      Accept: 'application/json, application/problem+json',
      'X-Requested-With': 'attest',
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  }).catch((cause: unknown) => {
    throw new ApiProblem(null, undefined, cause);
  });
  const text = await response.text();
  const reply: unknown = text === '' ? null : parse(text);
  if (!response.ok) throw new ApiProblem(reply, response);
  return reply as Reply;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
