import { onScopeDispose, readonly, ref, type Ref } from 'vue';
import type { SavedResponse } from '@attest/contracts';
import { isProblem } from '../../shared/api/problem.ts';
import type { AnswerQueue } from './answer-queue.ts';
import { backoffMs } from './backoff.ts';
import { submitSession } from './calls.ts';
import { finishSession, type Submission } from './finish-loop.ts';

export interface Submitting {
  /** Tries that failed in a row. */
  readonly failures: Readonly<Ref<number>>;
  /** Goes on until the server answered, or until cancelled. */
  readonly submit: (epoch: number) => Promise<Submission>;
  readonly cancel: () => void;
}

interface SubmittingOf {
  readonly sessionId: string;
  readonly queue: AnswerQueue;
  readonly save: (carried: readonly SavedResponse[]) => Promise<void>;
}

/** Ends a session and brings its receipt, through lost replies and a network that is away. */
export function useSubmitting({ sessionId, queue, save }: SubmittingOf): Submitting {
  const failures = ref(0);
  let run = 0;
  let wake: () => void = () => undefined;

  function submit(epoch: number): Promise<Submission> {
    const own = (run += 1);
    failures.value = 0;
    return finishSession({
      queue,
      save: async (carried) => {
        await save(carried);
        failures.value = 0;
      },
      submit: (carried) => submitSession(sessionId, epoch, carried),
      waitAfter,
      isCancelled: () => own !== run,
    });
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

  function cancel(): void {
    run += 1;
    wake();
  }

  const wakeUp = () => wake();
  addEventListener('online', wakeUp);
  onScopeDispose(() => {
    cancel();
    removeEventListener('online', wakeUp);
  });

  return { failures: readonly(failures), submit, cancel };
}
