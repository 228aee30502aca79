import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import * as z from 'zod';
import { Problem } from './problem.ts';
import { sendProblem } from './problem.filter.ts';

/** Written by the build of the pages. */
const PagePreloads = z.array(
  z.object({ pattern: z.string(), links: z.array(z.string()), dataLinks: z.array(z.string()) }),
);
/** Under both of its names. */
const signInCookie = /attest=/;

const notPages = ['/api/', '/health/', '/metrics', '/.well-known/', '/assets/'];

/**
 * Serves the built pages from `directory` when it exists. Hashed assets are kept for a year, the
 * rest is asked for again; an address no file has is a page of the SPA, unless it is an API address. The
 * `Link` header of a page names what the browser will need for it, so that nothing waits for the entry to ask.
 */
export async function addWebPages(app: NestFastifyApplication, directory: string): Promise<void> {
  const fastify = app.getHttpAdapter().getInstance();
  const hasPages = existsSync(join(directory, 'index.html'));
  if (hasPages) {
    await app.register(fastifyStatic, {
      root: directory,
      wildcard: false,
      // Every page has a header of its own, also the first one.
      index: false,
      cacheControl: false,
      preCompressed: true,
      setHeaders(reply, path) {
        void reply.header('Cache-Control', cachingOf(path));
      },
    });
  }
  const linksOf = hasPages ? readPreloads(join(directory, 'page-preloads.json')) : () => [];
  fastify.get('/*', (request: FastifyRequest, reply: FastifyReply) => {
    const path = pathOf(request.url);
    if (hasPages && isPage(path))
      return reply
        .header('Cache-Control', 'no-cache')
        .header('Link', linksOf(path, signInCookie.test(request.headers.cookie ?? '')).join(', '))
        .sendFile('index.html');
    sendProblem(new Problem('not-found'), request, reply);
    return reply;
  });
}

/** Browsers ask for the icon again at every change of the address, also in the middle of an exam. */
function cachingOf(path: string): string {
  if (path.includes('/assets/')) return 'public, max-age=31536000, immutable';
  return path.endsWith('favicon.svg') ? 'public, max-age=86400' : 'no-cache';
}

function pathOf(url: string): string {
  return url.split('?')[0] ?? '/';
}

function isPage(path: string): boolean {
  return !notPages.some((start) => `${path}/`.startsWith(start));
}

/** The links of the first page whose address it is. */
function readPreloads(file: string): (path: string, isSignedIn: boolean) => readonly string[] {
  const preloads = PagePreloads.parse(JSON.parse(readFileSync(file, 'utf8'))).map((page) => ({
    ...page,
    pattern: new RegExp(page.pattern),
  }));
  return (path, isSignedIn) => {
    const page = preloads.find(({ pattern }) => pattern.test(path));
    if (page === undefined) return [];
    const data = isSignedIn ? page.dataLinks.map((link) => path.replace(page.pattern, link)) : [];
    return [...page.links, ...data];
  };
}
