import { computed, onScopeDispose, ref, shallowRef, type ComputedRef, type Ref } from 'vue';
import {
  observeClock,
  remainingMs,
  serverNow,
  type ClockEstimate,
  type ClockSample,
} from '@attest/exam-engine/player';

export interface ExamClock {
  readonly observe: (sample: ClockSample) => void;
  readonly deadline: Ref<string | null>;
  /** Null without a deadline, or before the first reply. Recomputed four times a second. */
  readonly leftMs: ComputedRef<number | null>;
  /** The server's time at this moment, in milliseconds. */
  readonly now: () => number;
}

/** Time left is computed from the server's clock and never counted down. Display only. */
export function useExamClock(): ExamClock {
  const estimate = shallowRef<ClockEstimate | null>(null);
  const deadline = ref<string | null>(null);
  const monotonicNow = ref(performance.now());

  const look = () => (monotonicNow.value = performance.now());
  const timer = setInterval(look, 250);
  onScopeDispose(() => clearInterval(timer));

  return {
    observe: (sample) => {
      estimate.value = observeClock(estimate.value, sample);
      look();
    },
    deadline,
    leftMs: computed(() =>
      estimate.value === null
        ? null
        : remainingMs(deadline.value, serverNow(estimate.value, monotonicNow.value)),
    ),
    now: () => (estimate.value === null ? Date.now() : serverNow(estimate.value, performance.now())),
  };
}
