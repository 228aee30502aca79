import type { Reply } from './http-client.ts';

/** What a refusal says of this case; empty when it says nothing. */
export function detailOf({ body }: Reply): string {
  return typeof body === 'object' && body !== null && 'detail' in body ? String(body.detail) : '';
}
