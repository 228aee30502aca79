import { Problem } from './problem.ts';

interface Issue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

const mostFaults = 20;

/** Names each field that does not fit and why, so that a person can mend the request. */
export function malformedRequest(issues: readonly Issue[]): Problem {
  const faults = issues.slice(0, mostFaults).map((issue) => ({
    path: (issue.path ?? []).map((step) => String(typeof step === 'object' ? step.key : step)).join('.'),
    message: issue.message,
  }));
  const [first] = faults;
  const place = first === undefined || first.path === '' ? 'The request' : `“${first.path}”`;
  const more = issues.length > 1 ? ` (and ${String(issues.length - 1)} more)` : '';
  return new Problem('request-malformed', {
    detail: `${place}: ${first?.message ?? 'malformed'}${more}.`,
    faults,
  });
}
