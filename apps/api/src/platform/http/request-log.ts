import { Logger } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { personOf } from '../auth/access.ts';
import { Metrics } from '../health/metrics.ts';

/** One line a request, after the reply: what was asked, how it ended, by whom; never what was said. */
export function addRequestLog(app: NestFastifyApplication): void {
  const logger = new Logger('Requests');
  const metrics = app.get(Metrics);
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onResponse', (request, reply, done) => {
      const route = request.routeOptions.url ?? 'unknown';
      const status = reply.statusCode;
      const durationMs = Math.round(reply.elapsedTime * 10) / 10;
      metrics.requests.observe({ method: request.method, route, status }, reply.elapsedTime / 1000);
      if (route.startsWith('/api') || status >= 500) {
        logger.log(
          {
            method: request.method,
            route,
            status,
            durationMs,
            traceId: request.id,
            accountId: personOf(request)?.accountId,
          },
          'request',
        );
      }
      done();
    });
}
