import { SetMetadata, type ExecutionContext } from '@nestjs/common';
import type { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';

/**
 * What an overloaded process turns away, the least urgent first, and at which load: statements that wait for
 * each connection, or milliseconds by which the event loop is late all the time.
 */
export const bounds = {
  report: { waiting: 1, delayMs: 150 },
  import: { waiting: 2, delayMs: 200 },
  list: { waiting: 4, delayMs: 300 },
  'sign-in': { waiting: 8, delayMs: 600 },
  change: { waiting: 15, delayMs: 800 },
  start: { waiting: 40, delayMs: 1_000 },
  resume: { waiting: 50, delayMs: 1_500 },
} as const;

/** `answers`: saves and submits, and what operators watch; never turned away, their queues have bounds of their own. */
export type Urgency = keyof typeof bounds | 'answers';

const URGENCY = Symbol('urgency');

/** How urgent an operation is; without it reading counts as a list, and changing as a change. */
export function Urgent(urgency: Urgency): MethodDecorator & ClassDecorator {
  return SetMetadata(URGENCY, urgency);
}

export function urgencyOf(reflector: Reflector, context: ExecutionContext): Urgency {
  const said = reflector.getAllAndOverride<Urgency | undefined>(URGENCY, [
    context.getHandler(),
    context.getClass(),
  ]);
  if (said !== undefined) return said;
  return context.switchToHttp().getRequest<FastifyRequest>().method === 'GET' ? 'list' : 'change';
}
