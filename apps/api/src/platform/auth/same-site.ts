import type { FastifyRequest } from 'fastify';
import { signInCookie } from '../http/cookies.ts';
import type { Access } from './access.ts';
import { bearerToken } from './bearer.ts';

const reading = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * A change asked for by a browser must come from our own pages: a header no form can send, and an
 * `Origin` that is ours. Programs with an access token carry no cookie, so nothing can be forged.
 *
 * @returns why the request is refused, or null
 */
export function refusalOfForeignSite(request: FastifyRequest, access: Access, publicUrl: URL): string | null {
  if (reading.has(request.method)) return null;
  if (bearerToken(request) !== null) return null;
  const hasCookie = request.cookies[signInCookie(publicUrl).name] !== undefined;
  if (access.kind === 'public' && access.isForPrograms && !hasCookie) return null;

  if (request.headers['x-requested-with'] !== 'attest') {
    return 'Send the header “X-Requested-With: attest”, or use an access token.';
  }
  const { origin } = request.headers;
  if (origin !== undefined && origin !== publicUrl.origin) {
    return `Open this service at ${publicUrl.origin}; requests from ${origin} are not accepted.`;
  }
  return null;
}
