import type { FastifyRequest } from 'fastify';

/**
 * The access token a program sent, good or not; RFC 9110 wants the scheme in any case.
 *
 * @returns null when the request carries none and may be a browser's
 */
export function bearerToken({ headers }: FastifyRequest): string | null {
  const announced = /^bearer(?: +(.*))?$/i.exec(headers.authorization ?? '');
  return announced === null ? null : (announced[1] ?? '');
}
