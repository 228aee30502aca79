import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { sourceOf } from './source.ts';

/** The other end of a request, whoever that is. */
export interface Caller {
  /** For limits only; see `sourceOf`. */
  readonly source: string;
  /** Whether nobody waits for the reply any more. */
  readonly isGone: () => boolean;
}

export function callerOf(request: FastifyRequest): Caller {
  const { socket } = request.raw;
  return { source: sourceOf(request.ip), isGone: () => socket.destroyed };
}

export const CalledBy = createParamDecorator((_: unknown, context: ExecutionContext): Caller =>
  callerOf(context.switchToHttp().getRequest<FastifyRequest>()),
);
