import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { ThrottlerException } from '@nestjs/throttler';
import type { ProblemId } from '@attest/contracts/problems';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { isDatabaseUnavailable } from '../database/database-errors.ts';
import { Problem } from './problem.ts';

/** The one place where a thrown value becomes a reply. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger(ProblemFilter.name);

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const problem = toProblem(thrown, request.method);
    if (isFault(thrown, problem)) this.logger.error({ err: thrown, traceId: request.id }, problem.message);
    sendProblem(problem, request, reply);
  }
}

/** A refusal of our own making, such as of an overloaded process, is told by the line of its request. */
function isFault(thrown: unknown, { status }: Problem): boolean {
  return status >= 500 && !(thrown instanceof Problem && thrown.cause === undefined);
}

export function sendProblem(problem: Problem, request: FastifyRequest, reply: FastifyReply): void {
  if (reply.sent) return;
  const { retryAfterSeconds } = problem.details;
  if (retryAfterSeconds !== undefined) void reply.header('Retry-After', String(retryAfterSeconds));
  void reply
    .status(problem.status)
    .header('Cache-Control', 'no-store')
    .type('application/problem+json')
    .serializer((payload: unknown) => JSON.stringify(payload))
    .send(problem.body(request.id));
}

/** A connection may break after the commit was sent, so nobody can tell what became of a change. */
const remedies = {
  read: 'Try again.',
  change: 'What was sent may or may not have been stored; sending it again is safe.',
};

const byStatus: Partial<Record<number, ProblemId>> = {
  400: 'request-malformed',
  401: 'sign-in-required',
  403: 'permission-missing',
  404: 'not-found',
  405: 'method-not-allowed',
  413: 'body-too-large',
  415: 'media-type-not-supported',
  429: 'too-many-requests',
  503: 'overloaded',
};

/**
 * Framework errors keep their status and lose their text; the unknown becomes `internal-error`.
 *
 * @param method of the request, where it got far enough to have one
 */
export function toProblem(thrown: unknown, method = 'GET'): Problem {
  if (thrown instanceof Problem) return thrown;
  if (thrown instanceof ThrottlerException)
    return new Problem('too-many-requests', { retryAfterSeconds: 60 });
  // Nest wraps what Fastify refused.
  const refused = thrown instanceof HttpException ? thrown.cause : thrown;
  if (isFastifyError(refused)) return ofFastifyError(refused);
  if (thrown instanceof HttpException) return ofStatus(thrown.getStatus(), thrown);
  if (isDatabaseUnavailable(thrown)) {
    return new Problem('overloaded', {
      detail: `The database does not answer at the moment. ${remedies[method === 'GET' ? 'read' : 'change']}`,
      retryAfterSeconds: 2,
      cause: thrown,
    });
  }
  return new Problem('internal-error', { cause: thrown });
}

function ofFastifyError(error: FastifyError): Problem {
  if (error.code === 'FST_ERR_CTP_INVALID_JSON_BODY') {
    return new Problem('request-malformed', { detail: 'The body is not well-formed JSON.', cause: error });
  }
  if (error.code === 'FST_ERR_BAD_URL') {
    return new Problem('request-malformed', { detail: 'The address is not well-formed.', cause: error });
  }
  return ofStatus(error.statusCode ?? 500, error);
}

function ofStatus(status: number, cause: Error): Problem {
  const id = byStatus[status];
  if (id !== undefined) return new Problem(id, { cause });
  return new Problem(status >= 400 && status < 500 ? 'request-malformed' : 'internal-error', { cause });
}

function isFastifyError(thrown: unknown): thrown is FastifyError {
  return thrown instanceof Error && 'code' in thrown && 'statusCode' in thrown;
}
