import { onScopeDispose, readonly, ref, type Ref } from 'vue';

/** Whether the browser believes it has a network. */
export function useOnline(): Readonly<Ref<boolean>> {
  const isOnline = ref(navigator.onLine);
  const update = () => (isOnline.value = navigator.onLine);
  addEventListener('online', update);
  addEventListener('offline', update);
  onScopeDispose(() => {
    removeEventListener('online', update);
    removeEventListener('offline', update);
  });
  return readonly(isOnline);
}
