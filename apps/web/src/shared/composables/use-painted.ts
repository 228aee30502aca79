import { onScopeDispose, readonly, ref, watch, type Ref } from 'vue';

/**
 * False until the browser has drawn what came with this key: what nobody sees yet waits until then, and does not hold
 * up what everybody does.
 */
export function usePainted(key: () => unknown): Readonly<Ref<boolean>> {
  const isPainted = ref(false);
  let frame = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function stop(): void {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  }

  watch(
    key,
    () => {
      stop();
      isPainted.value = false;
      frame = requestAnimationFrame(() => (timer = setTimeout(() => (isPainted.value = true))));
    },
    { immediate: true },
  );
  onScopeDispose(stop);
  return readonly(isPainted);
}
