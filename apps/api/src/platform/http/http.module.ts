import { Global, Module, type ExecutionContext } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE, Reflector } from '@nestjs/core';
import { StandardSchemaSerializerInterceptor, StandardSchemaValidationPipe } from '@nestjs/common';
import { ThrottlerGuard, ThrottlerModule } from '@nestjs/throttler';
import type { FastifyRequest } from 'fastify';
import { AccessGuard } from '../auth/access.guard.ts';
import { personOf } from '../auth/access.ts';
import { IdentityGuard } from '../auth/identity.guard.ts';
import { malformedRequest } from './malformed-request.ts';
import { OverloadGuard } from './overload.guard.ts';
import { ProblemFilter } from './problem.filter.ts';
import { countedAs, minuteMs, RequestCounts, requestsPerMinute } from './request-counts.ts';
import { RequestRecord } from './request-record.ts';
import { sourceOf } from './source.ts';
import { urgencyOf } from './urgency.ts';

function requestOf(context: ExecutionContext): FastifyRequest {
  return context.switchToHttp().getRequest<FastifyRequest>();
}

/** Also for the one route that no guard stands before. */
@Global()
@Module({ providers: [RequestCounts], exports: [RequestCounts] })
class RequestCountsModule {}

/** What every route gets: who asks, limits, access, validated input, stripped replies, problems. */
@Global()
@Module({
  imports: [
    ThrottlerModule.forRootAsync({
      imports: [RequestCountsModule],
      inject: [RequestCounts, Reflector],
      useFactory: (storage: RequestCounts, reflector: Reflector) => ({
        storage,
        setHeaders: false,
        throttlers: [
          {
            ttl: minuteMs,
            limit: (context) =>
              personOf(requestOf(context)) === null ? requestsPerMinute.address : requestsPerMinute.person,
          },
        ],
        generateKey: (context, tracker) => countedAs(tracker, urgencyOf(reflector, context)),
        getTracker: (_request, context) => {
          const request = requestOf(context);
          return personOf(request)?.accountId ?? sourceOf(request.ip);
        },
      }),
    }),
  ],
  providers: [
    RequestRecord,
    // First: whoever is turned away must cost nothing.
    { provide: APP_GUARD, useClass: OverloadGuard },
    { provide: APP_GUARD, useClass: IdentityGuard },
    { provide: APP_GUARD, useClass: ThrottlerGuard },
    { provide: APP_GUARD, useClass: AccessGuard },
    { provide: APP_FILTER, useClass: ProblemFilter },
    {
      provide: APP_PIPE,
      useFactory: () => new StandardSchemaValidationPipe({ exceptionFactory: malformedRequest }),
    },
    {
      provide: APP_INTERCEPTOR,
      inject: [Reflector],
      useFactory: (reflector: Reflector) => new StandardSchemaSerializerInterceptor(reflector),
    },
  ],
  exports: [RequestRecord],
})
export class HttpModule {}
