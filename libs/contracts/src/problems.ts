/**
 * Every way the API refuses a request (RFC 9457). `type` on the wire is `urn:attest:problem:<id>`.
 * This file is free of zod so that the player can import it.
 */
export interface ProblemKind {
  readonly status: number;
  readonly title: string;
}

export const problems = {
  'request-malformed': { status: 400, title: 'The request does not have the expected form' },
  'sign-in-required': { status: 401, title: 'Sign in first' },
  'sign-in-refused': { status: 401, title: 'E-mail address and password do not match' },
  'access-token-refused': { status: 401, title: 'The access token is not known or has ended' },
  'password-needed-again': { status: 403, title: 'Enter your password again to continue' },
  'request-not-from-this-site': { status: 403, title: 'The request did not come from this site' },
  'permission-missing': { status: 403, title: 'Your account may not do this' },
  'second-person-needed': { status: 403, title: 'Another person must decide this' },
  'review-not-offered': { status: 403, title: 'This exam does not show its questions after the end' },
  'not-found': { status: 404, title: 'Nothing is found at this address' },
  'outcome-not-ready': { status: 404, title: 'The outcome is not released yet' },
  'method-not-allowed': { status: 405, title: 'This address does not take that method' },
  'email-already-registered': { status: 409, title: 'An account with this e-mail address exists' },
  'response-after-deadline': { status: 409, title: 'The time for this exam is over' },
  'session-continued-elsewhere': { status: 409, title: 'This exam is open in another tab or device' },
  'section-not-open': { status: 409, title: 'This section of the exam is closed, or not open yet' },
  'session-not-active': { status: 409, title: 'This exam session is not running' },
  'session-not-startable': { status: 409, title: 'This exam session cannot be started' },
  'exam-not-open': { status: 409, title: 'This exam cannot be taken at this time' },
  'exam-stopped': { status: 409, title: 'This exam is stopped for everyone at present' },
  'session-state-conflict': { status: 409, title: 'The exam session is not in a state that allows this' },
  'break-not-available': { status: 409, title: 'No break time is left in this exam' },
  'late-material-not-taken': { status: 409, title: 'Late answers cannot be taken for this exam session' },
  'draft-changed-elsewhere': { status: 409, title: 'This draft was changed in another tab or device' },
  'item-changed-meanwhile': { status: 409, title: 'Somebody saved a newer version of this item' },
  'exam-changed-meanwhile': { status: 409, title: 'Somebody published a newer version of this exam' },
  'exam-name-taken': { status: 409, title: 'Another exam has this short name' },
  'item-retired': { status: 409, title: 'A retired item is not changed' },
  'move-not-allowed': { status: 409, title: 'The item cannot take this step now' },
  'answer-it-first': { status: 409, title: 'Answer the question yourself first' },
  'comments-at-limit': { status: 409, title: 'There are as many comments as one item may have' },
  'drafts-at-limit': { status: 409, title: 'You have as many unfinished drafts as one person may have' },
  'import-not-ready': { status: 409, title: 'The import cannot take this step now' },
  'imports-at-limit': { status: 409, title: 'You have as many unfinished imports as one person may have' },
  'undo-time-over': { status: 409, title: 'The time to undo this is over' },
  'bank-views-at-limit': { status: 409, title: 'You have as many saved views as one person may have' },
  'bank-view-name-taken': { status: 409, title: 'You have a saved view of this name' },
  'decision-taken-already': { status: 409, title: 'Somebody decided this already' },
  'attempts-used-up': { status: 409, title: 'No attempt is left for this exam' },
  'idempotency-key-reused': { status: 409, title: 'This idempotency key belongs to a different request' },
  'accommodation-requested-already': {
    status: 409,
    title: 'Your request for accommodations is open already',
  },
  'access-tokens-at-limit': { status: 409, title: 'The account has as many access tokens as it may have' },
  'body-too-large': { status: 413, title: 'The request is too large' },
  'media-type-not-supported': { status: 415, title: 'Send the request as JSON' },
  'password-too-weak': { status: 422, title: 'The password is too easy to guess' },
  'draft-not-finished': { status: 422, title: 'The draft cannot be kept as a version yet' },
  'form-cannot-be-assembled': { status: 422, title: 'The bank cannot satisfy the blueprint' },
  'mode-not-offered': { status: 422, title: 'The exam is not offered in this mode' },
  'item-not-in-form': { status: 422, title: 'The exam session has no such question' },
  'response-malformed': { status: 422, title: 'An answer does not fit its question' },
  'too-many-requests': { status: 429, title: 'Too many requests in a short time' },
  'internal-error': { status: 500, title: 'Something went wrong on our side' },
  overloaded: { status: 503, title: 'The service is busy' },
  'not-ready': { status: 503, title: 'The service is starting or stopping' },
} as const satisfies Record<string, ProblemKind>;

export type ProblemId = keyof typeof problems;

export const problemTypePrefix = 'urn:attest:problem:';

/** What travels as `application/problem+json`; further members carry data of the case. */
export interface ProblemBody {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly traceId?: string;
  readonly faults?: readonly { readonly path: string; readonly message: string }[];
}

/** The id of a problem document, or null when it is not one of ours. */
export function problemIdOf(body: unknown): ProblemId | null {
  const name = problemNameOf(body);
  return name !== null && isProblemId(name) ? name : null;
}

/**
 * What a problem document calls itself: an id of ours, or of a later version; null when it is no problem of Attest.
 * Apart from `problemIdOf`, so that pages which have words of their own do without the titles.
 */
export function problemNameOf(body: unknown): string | null {
  if (typeof body !== 'object' || body === null || !('type' in body)) return null;
  const { type } = body;
  if (typeof type !== 'string' || !type.startsWith(problemTypePrefix)) return null;
  return type.slice(problemTypePrefix.length);
}

function isProblemId(name: string): name is ProblemId {
  return Object.hasOwn(problems, name);
}
