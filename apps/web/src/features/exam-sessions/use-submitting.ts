import { onScopeDispose, readonly, ref, type Ref } from 'vue';
import type { SavedResponse, SessionReceipt } from '@attest/contracts';
import { isProblem } from '../../shared/api/problem.ts';
import { backoffMs } from './backoff.ts';
import { submitSession } from './calls.ts';

export type Submission =
  | { readonly kind: 'closed'; readonly receipt: SessionReceipt }
  | { readonly kind: 'elsewhere' }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly error: unknown };

export interface Submitting {
  /** Tries that failed in a row. */
  readonly failures: Readonly<Ref<number>>;
  /** Goes on until the server answered, or until cancelled. */
  readonly submit: (epoch: number, responses: readonly SavedResponse[]) => Promise<Submission>;
  readonly cancel: () => void;
}

/** Ends a session and brings its receipt, through lost replies and a network that is away. */
export function useSubmitting(sessionId: string): Submitting {
  const failures = ref(0);
  let run = 0;
  let wake: () => void = () => undefined;

  async function submit(epoch: number, responses: readonly SavedResponse[]): Promise<Submission> {
    const own = (run += 1);
    let carried = responses;
    failures.value = 0;
    while (own === run) {
      try {
        return { kind: 'closed', receipt: await submitSession(sessionId, epoch, carried) };
      } catch (error) {
        if (isProblem(error, 'session-continued-elsewhere')) return { kind: 'elsewhere' };
        if (isRefused(error)) {
          if (carried.length === 0) return { kind: 'failed', error };
          // What is stored must not wait for an answer that the server refuses.
          carried = [];
        } else {
          await waitAfter(error);
        }
      }
    }
    return { kind: 'cancelled' };
  }

  function waitAfter(error: unknown): Promise<void> {
    failures.value += 1;
    const seconds = isProblem(error) ? error.retryAfterSeconds : null;
    const ms = backoffMs(failures.value, Math.random(), seconds === null ? null : seconds * 1000);
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  const wakeUp = () => wake();
  addEventListener('online', wakeUp);
  onScopeDispose(() => {
    run += 1;
    wakeUp();
    removeEventListener('online', wakeUp);
  });

  return {
    failures: readonly(failures),
    submit,
    cancel: () => {
      run += 1;
      wakeUp();
    },
  };
}

/** Refused for good: not for want of a network, of time or of a sign-in. */
function isRefused(error: unknown): boolean {
  return isProblem(error) && !error.isPassing && error.id !== 'sign-in-required';
}
