import { computed, onScopeDispose, ref, shallowRef, type ComputedRef, type Ref } from 'vue';
import {
  anchorOf,
  countedFrom,
  estimateFrom,
  isProven,
  observeClock,
  remainingMs,
  serverNow,
  type ClockAnchor,
  type ClockEstimate,
  type ClockSample,
} from '@attest/exam-engine/player';

export interface ExamClock {
  readonly observe: (sample: ClockSample) => void;
  readonly deadline: Ref<string | null>;
  /** While it is set, the clock stands where it stood then. */
  readonly pausedSince: Ref<string | null>;
  /** Null without a deadline, or before the first reply. Recomputed four times a second. */
  readonly leftMs: ComputedRef<number | null>;
  /** The server's time at this moment, in milliseconds. */
  readonly now: () => number;
  /** For finding this time again after a reload; null before the first reply. */
  readonly anchor: () => ClockAnchor | null;
  /** Goes on by this device's own clock, until the server is heard. */
  readonly goOnFrom: (anchor: ClockAnchor) => void;
  /** False while only this device's own clock stands behind it. */
  readonly isProven: ComputedRef<boolean>;
}

/** Time left is computed from the server's clock and never counted down. Display only. */
export function useExamClock(): ExamClock {
  const estimate = shallowRef<ClockEstimate | null>(null);
  const deadline = ref<string | null>(null);
  const pausedSince = ref<string | null>(null);
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
    pausedSince,
    leftMs: computed(() => {
      if (estimate.value === null) return null;
      const now = serverNow(estimate.value, monotonicNow.value);
      return remainingMs(deadline.value, countedFrom(pausedSince.value, now));
    }),
    now: () => (estimate.value === null ? Date.now() : serverNow(estimate.value, performance.now())),
    anchor: () => (estimate.value === null ? null : anchorOf(estimate.value, performance.now(), Date.now())),
    goOnFrom: (anchor) => {
      estimate.value ??= estimateFrom(anchor, performance.now(), Date.now());
      look();
    },
    isProven: computed(() => estimate.value === null || isProven(estimate.value)),
  };
}
