import type { SavedResponse, SessionReceipt } from '@attest/contracts';
import { isProblem } from '../../shared/api/problem.ts';
import type { AnswerQueue } from './answer-queue.ts';
import { failureKind } from './failure-kind.ts';

export type Submission =
  | { readonly kind: 'closed'; readonly receipt: SessionReceipt }
  | { readonly kind: 'elsewhere' }
  /** There is time left after all. */
  | { readonly kind: 'goes-on' }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly error: unknown };

/** `closed`: only the receipt is to be had. `goes-on`: there is time left after all, or the clock stands. */
export type Standing = 'open' | 'closed' | 'goes-on';

export interface FinishPorts {
  readonly queue: AnswerQueue;
  /**
   * How the session stands before it is ended; asks the server where this page may not know, and always
   * when its refusal was a surprise.
   */
  readonly standing: (isDoubted: boolean) => Promise<Standing>;
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
  let standing: Standing | null = null;
  let isDoubted = false;
  // What a last save still carries goes again: a repeat is harmless, its reply may never come.
  queue.putBack();
  while (!ports.isCancelled()) {
    let carried: readonly SavedResponse[] = [];
    try {
      standing ??= await ports.standing(isDoubted);
      if (standing === 'goes-on') return { kind: 'goes-on' };
      if (standing === 'open') carried = queue.take();
      if (standing === 'closed' || !queue.hasPending()) {
        return { kind: 'closed', receipt: await ports.submit(carried) };
      }
      await ports.save(carried);
    } catch (error) {
      queue.putBack();
      const kind = failureKind(error);
      if (kind === 'elsewhere') return { kind };
      if (kind === 'refused' && carried.length > 0) queue.setAside(carried, error);
      else if (kind === 'over' && standing === 'open') {
        // No answer is taken any more, for good or for a while: the receipt is to be had, or a pause.
        standing = isClosing(error) ? 'closed' : null;
        isDoubted = true;
      } else if (kind === 'passing' || isClosing(error)) await ports.waitAfter(error);
      else return { kind: 'failed', error };
    }
  }
  return { kind: 'cancelled' };
}

/** The time is over and the server closes the session within a moment. */
const isClosing = (error: unknown) => isProblem(error, 'response-after-deadline');
