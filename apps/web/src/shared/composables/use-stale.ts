import { readonly, ref, type Ref } from 'vue';

const isStale = ref(false);

/** Vite reports a chunk of an earlier deploy that is gone; the page in front of the person stays. */
addEventListener('vite:preloadError', () => {
  isStale.value = true;
});

/** Whether a newer version has been deployed than the one that runs in this tab. */
export function useStale(): { isStale: Readonly<Ref<boolean>>; reload: () => void } {
  return { isStale: readonly(isStale), reload: () => location.reload() };
}
