import { fetchOrRefuse, requestHeaders } from './call.ts';
import type { CreateClientConfig } from './generated/client.gen.ts';

/** Settings of the generated client: one header on every request, one kind of error for every refusal. */
export const createClientConfig: CreateClientConfig = (config) => ({
  ...config,
  baseUrl: '',
  credentials: 'same-origin',
  headers: requestHeaders,
  fetch: fetchOrRefuse,
});
