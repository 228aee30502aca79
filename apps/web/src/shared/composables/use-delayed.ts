import { onScopeDispose, readonly, ref, toValue, watch, type MaybeRefOrGetter, type Ref } from 'vue';

/**
 * True once `condition` has held for `milliseconds` without a break; false as soon as it ends.
 * Keeps a quick answer from flashing a skeleton.
 */
export function useDelayed(condition: MaybeRefOrGetter<boolean>, milliseconds = 150): Readonly<Ref<boolean>> {
  const holds = ref(false);
  let timer: ReturnType<typeof setTimeout> | undefined;

  watch(
    () => toValue(condition),
    (isTrue) => {
      clearTimeout(timer);
      if (isTrue) timer = setTimeout(() => (holds.value = true), milliseconds);
      else holds.value = false;
    },
    { immediate: true },
  );
  onScopeDispose(() => clearTimeout(timer));
  return readonly(holds);
}
