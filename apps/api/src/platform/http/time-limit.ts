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
    const timer = setTimeout(() => {
      if (reply.raw.headersSent) return;
      const problem = new Problem('overloaded', {
        detail:
          'This takes too long at the moment. What was sent may have been stored all the same; sending it again is safe.',
        retryAfterSeconds: 5,
      });
      sendProblem(problem, request, reply);
    }, withinMs);
    reply.raw.once('close', () => {
      clearTimeout(timer);
    });
    done();
  });
}
