import { onScopeDispose, ref, watch, type Ref } from 'vue';

/** What was typed, once nobody has typed for a moment. */
export function useSettled(typed: Readonly<Ref<string>>, quietMs = 300): Readonly<Ref<string>> {
  const settled = ref(typed.value);
  let timer: ReturnType<typeof setTimeout> | undefined;
  watch(typed, (text) => {
    clearTimeout(timer);
    timer = setTimeout(() => (settled.value = text), quietMs);
  });
  onScopeDispose(() => clearTimeout(timer));
  return settled;
}
