import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from './problem.ts';
import { sendProblem } from './problem.filter.ts';

const notPages = ['/api/', '/health/', '/metrics', '/.well-known/', '/assets/'];

/**
 * Serves the built pages from `directory` when it exists. Hashed assets are kept for a year, the
 * rest is asked for again; an address no file has is a page of the SPA, unless it is an API address.
 */
export async function addWebPages(app: NestFastifyApplication, directory: string): Promise<void> {
  const fastify = app.getHttpAdapter().getInstance();
  const hasPages = existsSync(join(directory, 'index.html'));
  if (hasPages) {
    await app.register(fastifyStatic, {
      root: directory,
      wildcard: false,
      cacheControl: false,
      setHeaders(reply, path) {
        void reply.header('Cache-Control', cachingOf(path));
      },
    });
  }
  fastify.get('/*', (request: FastifyRequest, reply: FastifyReply) => {
    if (hasPages && isPage(request.url))
      return reply.header('Cache-Control', 'no-cache').sendFile('index.html');
    sendProblem(new Problem('not-found'), request, reply);
    return reply;
  });
}

/** Browsers ask for the icon again at every change of the address, also in the middle of an exam. */
function cachingOf(path: string): string {
  if (path.includes('/assets/')) return 'public, max-age=31536000, immutable';
  return path.endsWith('favicon.svg') ? 'public, max-age=86400' : 'no-cache';
}

function isPage(url: string): boolean {
  const [path = '/'] = url.split('?');
  return !notPages.some((start) => `${path}/`.startsWith(start));
}
