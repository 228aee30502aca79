import { observeClock, serverNow, type ClockEstimate, type ClockSample } from '@attest/exam-engine/player';
import { useDocumentVisibility, useIntervalFn } from '@vueuse/core';
import { computed, inject, provide, ref, shallowRef, watch, type InjectionKey, type Ref } from 'vue';

export interface ServerClock {
  /** The server's time in milliseconds, once a second while the page is visible. */
  readonly nowMs: Readonly<Ref<number>>;
  readonly observe: (sample: ClockSample) => void;
}

const nowKey: InjectionKey<Readonly<Ref<number>>> = Symbol('the server’s time');
const stepsKey: InjectionKey<Readonly<Ref<number>>> = Symbol('the server’s time in steps');
const stepMs = 5_000;

/** The clock of the page that this stands on, to the second. */
export function useServerNow(): Readonly<Ref<number>> {
  const nowMs = inject(nowKey);
  if (nowMs === undefined) throw new Error('A page with times keeps a server clock.');
  return nowMs;
}

/** The same in steps of five seconds, for what is said in words. */
export function useServerNowInSteps(): Readonly<Ref<number>> {
  const nowMs = inject(stepsKey);
  if (nowMs === undefined) throw new Error('A page with times keeps a server clock.');
  return nowMs;
}

/** Time as the server counts it, from its own replies: this computer's clock may be wrong. */
export function useServerClock(): ServerClock {
  const estimate = shallowRef<ClockEstimate | null>(null);
  const nowMs = ref(Date.now());
  provide(nowKey, nowMs);
  provide(
    stepsKey,
    computed(() => Math.floor(nowMs.value / stepMs) * stepMs),
  );
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
