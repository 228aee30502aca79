import { observeClock, serverNow, type ClockEstimate, type ClockSample } from '@attest/exam-engine/player';
import { useDocumentVisibility, useIntervalFn } from '@vueuse/core';
import { ref, shallowRef, watch, type Ref } from 'vue';

export interface ServerClock {
  /** The server's time in milliseconds, once a second while the page is visible. */
  readonly nowMs: Readonly<Ref<number>>;
  readonly observe: (sample: ClockSample) => void;
}

/** Time as the server counts it, from its own replies: this computer's clock may be wrong. */
export function useServerClock(): ServerClock {
  const estimate = shallowRef<ClockEstimate | null>(null);
  const nowMs = ref(Date.now());
  const visibility = useDocumentVisibility();
  const look = () => {
    nowMs.value = estimate.value === null ? Date.now() : serverNow(estimate.value, performance.now());
  };
  const { pause, resume } = useIntervalFn(look, 1_000);
  watch(visibility, (now) => {
    if (now === 'visible') {
      look();
      resume();
    } else pause();
  });
  return {
    nowMs,
    observe: (sample) => {
      const isFirst = estimate.value === null;
      estimate.value = observeClock(estimate.value, sample);
      if (isFirst) look();
    },
  };
}
