import { onScopeDispose, readonly, ref, type Ref } from 'vue';
import type { SavedResponse } from '@attest/contracts';
import { isProblem } from '../../shared/api/problem.ts';
import type { FailureId } from '../../shared/api/problem-messages.ts';
import type { AnswerQueue } from './answer-queue.ts';
import { backoffMs } from './backoff.ts';
import { submitSession } from './calls.ts';
import { finishSession, type FinishPorts, type Submission } from './finish-loop.ts';

export interface Submitting {
  /** Tries that failed in a row. */
  readonly failures: Readonly<Ref<number>>;
  /** Why the last try failed. */
  readonly lastProblem: Readonly<Ref<FailureId | null>>;
  /** Goes on until the server answered, or until cancelled. */
  readonly submit: (epoch: number, standing: FinishPorts['standing']) => Promise<Submission>;
  readonly cancel: () => void;
}

interface SubmittingOf {
  readonly sessionId: string;
  readonly queue: AnswerQueue;
  readonly save: (carried: readonly SavedResponse[]) => Promise<void>;
  /** Resolves once what was entered is kept on this device, or cannot be. */
  readonly settled: () => Promise<void>;
}

/** Ends a session and brings its receipt, through lost replies and a network that is away. */
export function useSubmitting({ sessionId, queue, save, settled }: SubmittingOf): Submitting {
  const failures = ref(0);
  const lastProblem = ref<FailureId | null>(null);
  let run = 0;
  let wake: () => void = () => undefined;

  function submit(epoch: number, standing: FinishPorts['standing']): Promise<Submission> {
    const own = (run += 1);
    failures.value = 0;
    return finishSession({
      queue,
      standing,
      save: async (carried) => {
        await save(carried);
        failures.value = 0;
      },
      submit: async (carried) => {
        await settled();
        return submitSession(sessionId, epoch, carried);
      },
      waitAfter,
      isCancelled: () => own !== run,
    });
  }

  function waitAfter(error: unknown): Promise<void> {
    failures.value += 1;
    lastProblem.value = isProblem(error) ? error.id : null;
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
  /** Whoever signed in again in another tab comes back to this one. */
  const wakeWhenSeen = () => {
    if (document.visibilityState === 'visible') wake();
  };
  addEventListener('online', wakeUp);
  document.addEventListener('visibilitychange', wakeWhenSeen);
  onScopeDispose(() => {
    cancel();
    removeEventListener('online', wakeUp);
    document.removeEventListener('visibilitychange', wakeWhenSeen);
  });

  return { failures: readonly(failures), lastProblem: readonly(lastProblem), submit, cancel };
}
