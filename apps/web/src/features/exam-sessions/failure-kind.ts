import { isProblem } from '../../shared/api/problem.ts';

/**
 * What a failed request means for the answers it carried.
 * `passing`: the same request may succeed later. `refused`: not with this content. `elsewhere`: another
 * tab or device holds the session. `over`: the session takes no answers any more. `failed`: none of these.
 */
export type FailureKind = 'passing' | 'refused' | 'elsewhere' | 'over' | 'failed';

/** Malformed, too large, or not fitting its question; a gateway in between answers the same way. */
const contentStatuses: readonly (number | null)[] = [400, 413, 422];

export function failureKind(error: unknown): FailureKind {
  if (!isProblem(error)) return 'passing';
  switch (error.id) {
    case 'session-continued-elsewhere':
      return 'elsewhere';
    case 'session-not-active':
    case 'response-after-deadline':
      return 'over';
    // Named in the faults; the others can be stored without them.
    case 'section-not-open':
      return 'refused';
    case 'sign-in-required':
      return 'passing';
    default:
      if (contentStatuses.includes(error.status)) return 'refused';
      // A page of something in between says nothing about the session.
      return error.isPassing || error.id === 'unreadable' ? 'passing' : 'failed';
  }
}
