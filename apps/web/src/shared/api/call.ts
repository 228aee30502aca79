import { ApiProblem } from './problem.ts';

/** On every request: JSON or a problem comes back, and the request comes from our own pages. */
export const requestHeaders = {
  Accept: 'application/json, application/problem+json',
  'X-Requested-With': 'attest',
};

export interface CallOptions {
  readonly body?: object;
  readonly signal?: AbortSignal;
  /** Lets the request outlive the page. */
  readonly keepalive?: boolean;
}

/**
 * Calls the API without the generated client, which carries the addresses and encodings of every page: for
 * the few calls of the player and of every page's frame. The contract of the address names the reply.
 */
export async function call<Reply>(
  method: 'GET' | 'POST' | 'PUT',
  address: string,
  { body, ...options }: CallOptions = {},
): Promise<Reply> {
  const response = await fetchOrRefuse(address, {
    method,
    credentials: 'same-origin',
    headers: { ...requestHeaders, ...(body && { 'Content-Type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
    ...options,
  });
  const text = await response.text();
  // eslint-disable-next-line @typescript-eslint/no-unsafe-return -- as in the generated client: the server keeps the contract
  return JSON.parse(text === '' ? 'null' : text);
}

/** Throws `ApiProblem` for every reply but success, and when none arrives. An abort stays an abort. */
export async function fetchOrRefuse(request: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const response = await fetch(request, init).catch((cause: unknown) => {
    throw isAbort(cause) ? cause : new ApiProblem(null, undefined, cause);
  });
  if (response.ok) return response;
  throw new ApiProblem(parse(await response.text()), response);
}

const isAbort = (cause: unknown) => cause instanceof DOMException && cause.name === 'AbortError';

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
