import { useEventListener } from '@vueuse/core';
import { computed, onScopeDispose, ref, type ComputedRef, type Ref } from 'vue';

/** As long as an undo is offered while nobody is at it. */
const offeredMs = 10_000;

/**
 * Seconds for which something is still offered. They stand still while the pointer or the focus is on it, up to the
 * instant after which the server takes it no longer.
 */
export function useOffer(
  place: Readonly<Ref<HTMLElement | null>>,
  until: () => number,
): { readonly secondsLeft: ComputedRef<number> } {
  const now = ref(Date.now());
  let end = Math.min(Date.now() + offeredMs, until());
  let isHeld = false;
  const timer = setInterval(() => {
    const before = now.value;
    now.value = Date.now();
    if (isHeld) end = Math.min(end + now.value - before, until());
  }, 250);
  onScopeDispose(() => {
    clearInterval(timer);
  });
  const hold = (held: boolean) => () => {
    isHeld = held;
  };
  useEventListener(place, 'focusin', hold(true));
  useEventListener(place, 'focusout', hold(false));
  useEventListener(place, 'pointerenter', hold(true));
  useEventListener(place, 'pointerleave', hold(false));
  return { secondsLeft: computed(() => Math.max(0, Math.ceil((end - now.value) / 1_000))) };
}
