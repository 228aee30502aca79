import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { personOf } from '../auth/access.ts';
import { RequestRecord } from './request-record.ts';

/** Every request that the framework answers is written down. */
export function addRequestLog(app: NestFastifyApplication): void {
  const record = app.get(RequestRecord);
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onResponse', (request, reply, done) => {
      record.answered({
        method: request.method,
        route: request.routeOptions.url ?? 'unknown',
        status: reply.statusCode,
        durationMs: reply.elapsedTime,
        traceId: request.id,
        accountId: personOf(request)?.accountId,
      });
      done();
    });
}
