import {
  computed,
  onScopeDispose,
  readonly,
  ref,
  watch,
  type ComputedRef,
  type Ref,
  type ShallowRef,
} from 'vue';
import type { ResponsesReceipt, SavedResponse } from '@attest/contracts';
import {
  markAccepted,
  markSent,
  markSuperseded,
  markUnsent,
  pendingSaves,
  unsavedResponses,
  type PlayerState,
} from '@attest/exam-engine/player';
import { isProblem, type FailureId } from '../../shared/api/problem.ts';
import { saveResponses, type Timed } from './calls.ts';
import { createSaveLoop, type SaveLoop, type SaveLoopState, type SendResult } from './save-loop.ts';

export type EndedBy = 'elsewhere' | 'server';

export interface Saving {
  readonly state: Readonly<Ref<SaveLoopState>>;
  readonly unsaved: ComputedRef<readonly SavedResponse[]>;
  /** On the page's monotonic clock; null while everything is saved. */
  readonly unsavedSinceMs: Readonly<Ref<number | null>>;
  readonly lastSavedAt: Ref<string | null>;
  readonly lastProblem: Readonly<Ref<FailureId | null>>;
  /** Begins to send under this epoch. */
  readonly begin: (epoch: number) => void;
  readonly notify: () => void;
  readonly stop: () => void;
}

interface SavingOf {
  readonly sessionId: string;
  readonly player: ShallowRef<PlayerState | null>;
  readonly onReply: (timed: Timed<ResponsesReceipt>) => void;
  readonly onEnded: (by: EndedBy) => void;
}

/** Sends what changed, keeps what did not arrive, and knows what is saved. */
export function useSaving({ sessionId, player, onReply, onEnded }: SavingOf): Saving {
  const state = ref<SaveLoopState>({ isSending: false, failures: 0 });
  const lastSavedAt = ref<string | null>(null);
  const lastProblem = ref<FailureId | null>(null);
  const unsavedSinceMs = ref<number | null>(null);
  const unsaved = computed(() => (player.value === null ? [] : unsavedResponses(player.value)));
  let epoch = 0;
  let loop: SaveLoop | null = null;

  watch(
    () => unsaved.value.length > 0,
    (isWaiting) => (unsavedSinceMs.value = isWaiting ? performance.now() : null),
    { flush: 'sync' },
  );

  async function send(): Promise<SendResult> {
    if (player.value === null) return { kind: 'final' };
    const responses = pendingSaves(player.value);
    player.value = markSent(player.value, responses);
    try {
      take(await saveResponses({ sessionId, epoch, responses, isLeaving: false }));
      return { kind: 'stored' };
    } catch (error) {
      player.value = markUnsent(player.value);
      return resultOf(error);
    }
  }

  function take(timed: Timed<ResponsesReceipt>): void {
    if (player.value === null) return;
    const { accepted, superseded, serverTime } = timed.reply;
    player.value = markSuperseded(markAccepted(player.value, accepted), superseded);
    lastSavedAt.value = serverTime;
    lastProblem.value = null;
    onReply(timed);
  }

  function resultOf(error: unknown): SendResult {
    if (!isProblem(error)) return { kind: 'passing', retryAfterMs: null };
    lastProblem.value = error.id;
    if (error.id === 'session-continued-elsewhere') return ended('elsewhere');
    if (error.id === 'session-not-active' || error.id === 'response-after-deadline') return ended('server');
    const { retryAfterSeconds } = error;
    return { kind: 'passing', retryAfterMs: retryAfterSeconds === null ? null : retryAfterSeconds * 1000 };
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
      hasPending: () => player.value !== null && pendingSaves(player.value).length > 0,
      send,
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
    if (loop === null || unsaved.value.length === 0) return;
    saveResponses({ sessionId, epoch, responses: unsaved.value, isLeaving: true }).then(take, resultOf);
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
    unsaved,
    unsavedSinceMs: readonly(unsavedSinceMs),
    lastSavedAt,
    lastProblem: readonly(lastProblem),
    begin,
    notify: () => loop?.notify(),
    stop,
  };
}
