import type { ItemStatus } from '@attest/contracts';
import type { LocationQuery } from 'vue-router';

/** Which part of the queue a page shows. */
export interface Queue {
  readonly kind: 'item' | 'stimulus';
  readonly status: ItemStatus;
  /** Those that this person was asked to review. */
  readonly assigned: 'me' | null;
  /** Cursor of the page before; null for the first. */
  readonly after: string | null;
}

const shown = ['in-review', 'approved', 'pretest', 'draft', 'retired'] as const satisfies ItemStatus[];

/** What an address asks for; whatever it holds else is passed over. */
export function readQueue(query: LocationQuery): Queue {
  const kind = query['kind'] === 'scenarios' ? 'stimulus' : 'item';
  return {
    kind,
    status: shown.find((each) => each === query['status']) ?? 'in-review',
    assigned: kind === 'item' && query['assigned'] === 'me' ? 'me' : null,
    after: typeof query['after'] === 'string' ? query['after'] : null,
  };
}

/** The address that shows it, without what goes without saying. */
export function addressOf({ kind, status, assigned, after }: Queue) {
  return {
    name: 'reviews',
    query: {
      ...(kind === 'stimulus' && { kind: 'scenarios' }),
      ...(status !== 'in-review' && { status }),
      ...(assigned !== null && { assigned }),
      ...(after !== null && { after }),
    },
  };
}
