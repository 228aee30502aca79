import { Global, Module, type ExecutionContext } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE, Reflector } from '@nestjs/core';
import { StandardSchemaSerializerInterceptor, StandardSchemaValidationPipe } from '@nestjs/common';
import { ThrottlerGuard, ThrottlerModule } from '@nestjs/throttler';
import type { FastifyRequest } from 'fastify';
import { AccessGuard } from '../auth/access.guard.ts';
import { personOf } from '../auth/access.ts';
import { IdentityGuard } from '../auth/identity.guard.ts';
import { malformedRequest } from './malformed-request.ts';
import { ProblemFilter } from './problem.filter.ts';
import { sourceOf } from './source.ts';

/** Per signed-in account; a whole class may share one address, so strangers get a wide limit. */
const requestsPerMinute = { person: 600, address: 3_000 };

function requestOf(context: ExecutionContext): FastifyRequest {
  return context.switchToHttp().getRequest<FastifyRequest>();
}

/** What every route gets: who asks, limits, access, validated input, stripped replies, problems. */
@Global()
@Module({
  imports: [
    ThrottlerModule.forRoot({
      setHeaders: false,
      throttlers: [
        {
          ttl: 60_000,
          limit: (context) =>
            personOf(requestOf(context)) === null ? requestsPerMinute.address : requestsPerMinute.person,
        },
      ],
      generateKey: (_context, tracker) => tracker,
      getTracker: (_request, context) => {
        const request = requestOf(context);
        return personOf(request)?.accountId ?? sourceOf(request.ip);
      },
    }),
  ],
  providers: [
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
})
export class HttpModule {}
