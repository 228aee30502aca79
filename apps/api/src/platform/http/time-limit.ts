import type { ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { sendProblem } from './problem.filter.ts';
import { Problem } from './problem.ts';

const longestMs = 10_000;

/**
 * Nobody waits longer for the beginning of an answer, whatever the request waits for. Each single wait has a
 * shorter bound of its own; this one ends the sum of many. Streams have begun theirs long before.
 */
export function limitTime(fastify: FastifyInstance, withinMs = longestMs): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    const refuse = (problem: Problem) => {
      sendProblem(problem, request, reply);
    };
    refuseLate(reply.raw, refuse, withinMs);
    done();
  });
}

/** Refuses in place of whoever has not begun to answer by then. */
export function refuseLate(
  response: ServerResponse,
  refuse: (problem: Problem) => void,
  withinMs = longestMs,
): void {
  const timer = setTimeout(() => {
    if (response.headersSent) return;
    const problem = new Problem('overloaded', {
      detail:
        'This takes too long at the moment. What was sent may have been stored all the same; sending it again is safe.',
      retryAfterSeconds: 5,
    });
    refuse(problem);
  }, withinMs);
  response.once('close', () => {
    clearTimeout(timer);
  });
}
