import type { SavedResponse, SessionReceipt } from '@attest/contracts';
import { isProblem } from '../../shared/api/problem.ts';
import type { AnswerQueue } from './answer-queue.ts';
import { failureKind } from './failure-kind.ts';

export type Submission =
  | { readonly kind: 'closed'; readonly receipt: SessionReceipt }
  | { readonly kind: 'elsewhere' }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly error: unknown };

export interface FinishPorts {
  readonly queue: AnswerQueue;
  /** Stores answers ahead of the end, and tells the queue. */
  readonly save: (carried: readonly SavedResponse[]) => Promise<void>;
  /** Ends the session with the last answers. */
  readonly submit: (carried: readonly SavedResponse[]) => Promise<SessionReceipt>;
  /** Ends when another try is due. */
  readonly waitAfter: (error: unknown) => Promise<void>;
  readonly isCancelled: () => boolean;
}

/**
 * Sends every answer that waits, in as many requests as it takes, the last with the end itself. What the
 * server refuses for its content is set aside and keeps nothing else from being stored.
 */
export async function finishSession(ports: FinishPorts): Promise<Submission> {
  const { queue } = ports;
  let isOver = false;
  // What a last save still carries goes again: a repeat is harmless, its reply may never come.
  queue.putBack();
  while (!ports.isCancelled()) {
    const carried = isOver ? [] : queue.take();
    try {
      if (isOver || !queue.hasPending()) return { kind: 'closed', receipt: await ports.submit(carried) };
      await ports.save(carried);
    } catch (error) {
      queue.putBack();
      const kind = failureKind(error);
      if (kind === 'elsewhere') return { kind };
      if (kind === 'refused' && carried.length > 0) queue.setAside(carried, error);
      // No answer is taken any more; the receipt of what is stored is still to be had.
      else if (kind === 'over' && !isOver) isOver = true;
      else if (kind === 'passing' || isClosing(error)) await ports.waitAfter(error);
      else return { kind: 'failed', error };
    }
  }
  return { kind: 'cancelled' };
}

/** The time is over and the server closes the session within a moment. */
const isClosing = (error: unknown) => isProblem(error, 'response-after-deadline');
