import type { CreateClientConfig } from './generated/client.gen.ts';
import { ApiProblem } from './problem.ts';

/** Settings of the generated client: one header on every request, one kind of error for every refusal. */
export const createClientConfig: CreateClientConfig = (config) => ({
  ...config,
  baseUrl: '',
  credentials: 'same-origin',
  headers: { Accept: 'application/json, application/problem+json', 'X-Requested-With': 'attest' },
  fetch: fetchOrRefuse,
});

/** Throws `ApiProblem` for every reply but success, and when none arrives. An abort stays an abort. */
async function fetchOrRefuse(request: RequestInfo | URL, init?: RequestInit): Promise<Response> {
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
