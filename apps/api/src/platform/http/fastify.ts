import { isUtf8 } from 'node:buffer';
import { randomUUID } from 'node:crypto';
import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import { Logger } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '../config/config.ts';
import { obeyBodyLimits } from './body-limit.ts';
import { endConnectionsWithServer } from './connections.ts';
import { malformedRequest } from './malformed-request.ts';
import { sendProblem, toProblem } from './problem.filter.ts';
import { Problem } from './problem.ts';
import { findUnstorableText } from './storable-text.ts';
import { limitTime } from './time-limit.ts';
import { isForwardedByStranger } from './trusted-networks.ts';

export const bodyLimitBytes = 256 * 1024;

/** The HTTP server with its bounds: every wait ends, every body is small. */
export function httpAdapter(config: Config): FastifyAdapter {
  return new FastifyAdapter({
    bodyLimit: bodyLimitBytes,
    requestTimeout: 10_000,
    connectionTimeout: 30_000,
    keepAliveTimeout: 65_000,
    forceCloseConnections: 'idle',
    // Whoever got through before the door closed is served, as the last on that connection.
    return503OnClosing: false,
    trustProxy: config.http.trustedProxies.length > 0 ? [...config.http.trustedProxies] : false,
    genReqId: () => randomUUID(),
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) => {
      sendProblem(toProblem(error), request, reply);
    },
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: true },
    logger: false,
  });
}

const contentSecurityPolicy = {
  useDefaults: false,
  directives: {
    'default-src': ["'self'"],
    'script-src': ["'self'"],
    'style-src': ["'self'"],
    'img-src': ["'self'", 'data:'],
    'font-src': ["'self'"],
    'connect-src': ["'self'"],
    'object-src': ["'none'"],
    'base-uri': ["'none'"],
    'form-action': ["'self'"],
    'frame-ancestors': ["'none'"],
  },
};

/** Cookies, compression, what a body may be, and the security headers every reply carries. */
export async function addHttpPlugins(app: NestFastifyApplication, config: Config): Promise<void> {
  await app.register(cookie);
  await app.register(compress, { threshold: 1024, encodings: ['br', 'gzip'] });
  await app.register(helmet, {
    contentSecurityPolicy,
    strictTransportSecurity:
      config.http.publicUrl.protocol === 'https:' ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    referrerPolicy: { policy: 'no-referrer' },
    xFrameOptions: { action: 'deny' },
    crossOriginEmbedderPolicy: false,
  });
  limitTime(app.getHttpAdapter().getInstance());
  endConnectionsWithServer(app);
  obeyBodyLimits(app);
  warnOfUnnamedProxy(app, config);
  takeJsonOnly(app);
  refuseUnstorableText(app);
}

/**
 * Bodies are JSON or nothing; an empty one is nothing, whatever its type says. One that is no UTF-8 is refused:
 * reading it all the same would put other characters in place of those that were sent.
 */
function takeJsonOnly(app: NestFastifyApplication): void {
  const fastify = app.getHttpAdapter().getInstance();
  const parse = fastify.getDefaultJsonParser('error', 'error');
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    const bytes = Buffer.from(body);
    if (bytes.length === 0) done(null);
    else if (isUtf8(bytes)) void parse(request, bytes.toString('utf8'), done);
    else done(new Problem('request-malformed', { detail: 'The body is not well-formed UTF-8.' }));
  });
}

/** All people behind it would count as one, for limits and for whoever is being attacked. */
function warnOfUnnamedProxy(app: NestFastifyApplication, { http }: Config): void {
  const logger = new Logger('Proxies');
  let hasWarned = false;
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRequest', (request, _reply, done) => {
      if (!hasWarned && isForwardedByStranger(request, http)) {
        hasWarned = true;
        logger.warn(
          'A proxy that TRUSTED_PROXIES does not name passes requests on: all people behind it share one limit. ' +
            'Name it there, and let it send X-Forwarded-For.',
        );
      }
      done();
    });
}

function refuseUnstorableText(app: NestFastifyApplication): void {
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('preValidation', (request, _reply, done) => {
      for (const part of [request.body, request.query, request.params]) {
        const path = findUnstorableText(part);
        if (path === null) continue;
        done(malformedRequest([{ path, message: 'holds a character that cannot be stored' }]));
        return;
      }
      done();
    });
}
