import { problemIdOf, problems, type ProblemId } from '@attest/contracts/problems';
import { expect } from 'vitest';
import { Reply } from './http-client.ts';

declare module 'vitest' {
  // The type parameters must repeat those of the interface that is extended.
  interface Matchers<R extends void | Promise<void>, T> {
    /** The reply is this problem of the registry, in the form that RFC 9457 gives it. */
    toBeProblem(id: ProblemId): R;
  }
}

expect.extend({
  toBeProblem(received: unknown, id: ProblemId) {
    if (!(received instanceof Reply)) return { pass: false, message: () => 'expected a reply of the API' };
    const { status, headers, body, text } = received;
    const pass =
      status === problems[id].status &&
      problemIdOf(body) === id &&
      headers.get('content-type')?.startsWith('application/problem+json') === true;
    return {
      pass,
      message: () =>
        `expected ${pass ? 'any reply but ' : ''}the problem ${id} (${String(problems[id].status)}), got ${String(status)}: ${text}`,
    };
  },
});
