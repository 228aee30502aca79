import type { ProblemId } from '@attest/contracts/problems';
import messages from '../messages.en.json';

/** `unreachable`: no reply arrived. `unreadable`: a reply that is none of ours, a gateway's page for instance. */
export type FailureId = ProblemId | 'unreachable' | 'unreadable';

const words = messages.problem;

/** Problems that are spoken of like another one. */
const alike = {
  'method-not-allowed': 'ours',
  'bank-view-name-taken': 'not-now',
  'bank-views-at-limit': 'not-now',
  'comments-at-limit': 'not-now',
  'drafts-at-limit': 'not-now',
  'import-not-ready': 'not-now',
  'imports-at-limit': 'not-now',
  'idempotency-key-reused': 'ours',
  'media-type-not-supported': 'ours',
  'draft-not-finished': 'not-now',
  'item-not-in-form': 'ours',
  'response-malformed': 'ours',
  'internal-error': 'ours',
  unreadable: 'ours',
  'draft-changed-elsewhere': 'changed-meanwhile',
  'item-changed-meanwhile': 'changed-meanwhile',
  'exam-changed-meanwhile': 'changed-meanwhile',
  'exam-name-taken': 'not-now',
  'item-retired': 'not-now',
  'move-not-allowed': 'not-now',
  'undo-time-over': 'not-now',
  'not-ready': 'overloaded',
} as const satisfies Partial<Record<FailureId, keyof typeof words>>;

const isAlike = (id: string): id is keyof typeof alike => Object.hasOwn(alike, id);

/** What a person reads for a problem. A new problem does not compile until it has words. */
export function problemMessageOf(id: FailureId): string {
  const name: keyof typeof words = isAlike(id) ? alike[id] : id;
  return `problem.${name}`;
}

/** False for the problems of a later version. */
export function isKnownFailure(name: string): name is FailureId {
  return isAlike(name) || Object.hasOwn(words, name);
}
