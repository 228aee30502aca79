import { onScopeDispose, readonly, ref, watch, type Ref, type ShallowRef } from 'vue';
import type { ResponsesReceipt, SavedResponse } from '@attest/contracts';
import { leavingSaves, type PlayerState } from '@attest/exam-engine/player';
import { isProblem } from '../../shared/api/problem.ts';
import type { FailureId } from '../../shared/api/problem-messages.ts';
import type { AnswerQueue } from './answer-queue.ts';
import { saveResponses, type Timed } from './calls.ts';
import { failureKind } from './failure-kind.ts';
import { createSaveLoop, type SaveLoop, type SaveLoopState, type SendResult } from './save-loop.ts';

export type EndedBy = 'elsewhere' | 'server';

export interface Saving {
  readonly state: Readonly<Ref<SaveLoopState>>;
  /** On the page's monotonic clock; null while nothing waits. */
  readonly waitingSinceMs: Readonly<Ref<number | null>>;
  readonly lastSavedAt: Ref<string | null>;
  readonly lastProblem: Readonly<Ref<FailureId | null>>;
  /** Begins to send under this epoch. */
  readonly begin: (epoch: number) => void;
  readonly notify: () => void;
  /** Stores answers under the epoch begun with. */
  readonly save: (carried: readonly SavedResponse[]) => Promise<void>;
  readonly stop: () => void;
  /** Resolves once no request is under way. */
  readonly idle: () => Promise<void>;
}

interface SavingOf {
  readonly sessionId: string;
  readonly player: ShallowRef<PlayerState | null>;
  readonly queue: AnswerQueue;
  /** Resolves once what was entered is kept on this device, or cannot be. */
  readonly settled: () => Promise<void>;
  readonly onReply: (timed: Timed<ResponsesReceipt>) => void;
  readonly onEnded: (by: EndedBy) => void;
  /** The session takes no answers at the moment; it may stand still. */
  readonly onInactive: () => void;
}

/** Sends what changed, keeps what did not arrive, and knows what is saved. */
export function useSaving(of: SavingOf): Saving {
  const { sessionId, player, queue, settled, onReply, onEnded, onInactive } = of;
  const state = ref<SaveLoopState>({ isSending: false, failures: 0 });
  const lastSavedAt = ref<string | null>(null);
  const lastProblem = ref<FailureId | null>(null);
  const waitingSinceMs = ref<number | null>(null);
  let epoch = 0;
  let loop: SaveLoop | null = null;
  let underWay: Promise<unknown> = Promise.resolve();

  watch(
    () => queue.waiting.value.length > 0,
    (isWaiting) => (waitingSinceMs.value = isWaiting ? performance.now() : null),
    { flush: 'sync' },
  );

  async function send(): Promise<SendResult> {
    await settled();
    const carried = queue.take();
    try {
      await save(carried);
      return { kind: 'stored' };
    } catch (error) {
      queue.putBack();
      return resultOf(error, carried);
    }
  }

  async function save(carried: readonly SavedResponse[]): Promise<void> {
    take(await saveResponses({ sessionId, epoch, responses: carried, isLeaving: false }));
  }

  function take(timed: Timed<ResponsesReceipt>): void {
    queue.accept(timed.reply);
    lastSavedAt.value = timed.reply.serverTime;
    lastProblem.value = null;
    onReply(timed);
  }

  function resultOf(error: unknown, carried: readonly SavedResponse[]): SendResult {
    const kind = failureKind(error);
    lastProblem.value = isProblem(error) ? error.id : null;
    if (kind === 'elsewhere') return ended('elsewhere');
    if (kind === 'over' && isProblem(error, 'response-after-deadline')) return ended('server');
    if (kind === 'over') onInactive();
    if (kind === 'refused') {
      queue.setAside(carried, error);
      return { kind: 'refused' };
    }
    const seconds = isProblem(error) ? error.retryAfterSeconds : null;
    return { kind: 'passing', retryAfterMs: seconds === null ? null : seconds * 1000 };
  }

  function ended(by: EndedBy): SendResult {
    onEnded(by);
    return { kind: 'final' };
  }

  function stop(): void {
    loop?.stop();
    loop = null;
  }

  function begin(heldEpoch: number): void {
    stop();
    epoch = heldEpoch;
    loop = createSaveLoop({
      hasPending: queue.hasPending,
      send: () => {
        const sending = send();
        underWay = sending;
        return sending;
      },
      random: Math.random,
      report: (next) => (state.value = next),
    });
    loop.notify();
  }

  const retryNow = () => loop?.retryNow();
  const retryWhenSeen = () => {
    if (document.visibilityState === 'visible') retryNow();
  };
  /** Also carries what is under way: a repeat is harmless, and no reply will be read. */
  const sendWhileLeaving = () => {
    const responses = player.value === null ? [] : leavingSaves(player.value);
    if (loop === null || responses.length === 0) return;
    saveResponses({ sessionId, epoch, responses, isLeaving: true }).then(take, () => undefined);
  };
  addEventListener('online', retryNow);
  addEventListener('pagehide', sendWhileLeaving);
  document.addEventListener('visibilitychange', retryWhenSeen);
  onScopeDispose(() => {
    stop();
    removeEventListener('online', retryNow);
    removeEventListener('pagehide', sendWhileLeaving);
    document.removeEventListener('visibilitychange', retryWhenSeen);
  });

  return {
    state: readonly(state),
    waitingSinceMs: readonly(waitingSinceMs),
    lastSavedAt,
    lastProblem: readonly(lastProblem),
    begin,
    notify: () => loop?.notify(),
    save,
    stop,
    idle: async () => void (await underWay),
  };
}
