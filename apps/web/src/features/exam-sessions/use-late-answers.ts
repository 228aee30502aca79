import { onScopeDispose, readonly, shallowRef, type ShallowRef } from 'vue';
import type { SavedResponse, SealingKey } from '@attest/contracts';
import { isProblem } from '../../shared/api/problem.ts';
import { backoffMs } from './backoff.ts';
import { sendLateAnswers } from './calls.ts';
import type { KeptLate } from './device/kept-exam.ts';
import type { DeviceCopy } from './device/use-device-copy.ts';
import { failureKind } from './failure-kind.ts';

export interface LateAnswersOnDevice {
  /** Sealed answers that came too late to be stored; null where there are none. */
  readonly late: Readonly<ShallowRef<KeptLate | null>>;
  /** Seals answers, so that they can be kept as a file. */
  readonly seal: (key: SealingKey, answers: readonly SavedResponse[], lockedAt: string) => Promise<string>;
  /** Resolves once sealed answers are kept here; sends them as soon as they can be. */
  readonly handIn: (late: KeptLate) => Promise<void>;
}

/** Answers that were on this device when the exam closed: sealed, kept, and handed in once. */
export function useLateAnswers(sessionId: string, device: DeviceCopy): LateAnswersOnDevice {
  const late = shallowRef<KeptLate | null>(null);
  let isGone = false;
  let wake: () => void = () => undefined;

  function keep(now: KeptLate): Promise<void> {
    late.value = now;
    // Where the device keeps nothing, the page and its file still do.
    return device.keepLate(now).catch(() => undefined);
  }

  async function handIn(sealed: KeptLate): Promise<void> {
    await keep(sealed);
    void send(sealed);
  }

  async function send(sealed: KeptLate): Promise<void> {
    for (let failures = 1; !isGone && sealed.outcome === 'waiting'; failures += 1) {
      try {
        const { receivedAt } = await sendLateAnswers(sessionId, sealed.sealed);
        await keep({ ...sealed, outcome: 'received', receivedAt });
        return;
      } catch (error) {
        if (failureKind(error) !== 'passing') {
          await keep({ ...sealed, outcome: 'not-taken' });
          return;
        }
        await wait(failures, isProblem(error) ? error.retryAfterSeconds : null);
      }
    }
  }

  function wait(failures: number, askedForSeconds: number | null): Promise<void> {
    const ms = backoffMs(failures, Math.random(), askedForSeconds === null ? null : askedForSeconds * 1000);
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
    isGone = true;
    removeEventListener('online', wakeUp);
    wake();
  });

  return {
    late: readonly(late),
    // Few will ever need it; it is fetched before the exam starts.
    seal: async (key, responses, lockedAt) => {
      const { sealAnswers } = await import('./seal-answers.ts');
      return sealAnswers(key, { sessionId, responses, lockedAt });
    },
    handIn,
  };
}
