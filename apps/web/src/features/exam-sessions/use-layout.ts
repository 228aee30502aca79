import { storeToRefs } from 'pinia';
import { computed, onScopeDispose, ref, type ComputedRef } from 'vue';
import { usePreferences } from '../../shared/composables/use-preferences.ts';

/** `wide`: list, scenario and question beside each other. `medium` and `narrow`: one of them at a time. */
export type Layout = 'wide' | 'medium' | 'narrow';

const widePx = 1024;
const mediumPx = 640;

/** Below this a fixed header and footer leave no room to read between them. */
const lowPx = 480;

/** Larger text needs a wider window for the same columns. */
export function useLayout(): ComputedRef<Layout> {
  const { widthPx } = useRoom();
  return computed(() => (widthPx.value >= widePx ? 'wide' : widthPx.value >= mediumPx ? 'medium' : 'narrow'));
}

/** Whether the page scrolls as a whole, at strong zoom or with large text. */
export function useLowWindow(): ComputedRef<boolean> {
  const { heightPx } = useRoom();
  return computed(() => heightPx.value <= lowPx);
}

/** The window as text of ordinary size would find it. */
function useRoom() {
  const { textScale } = storeToRefs(usePreferences());
  const size = ref({ width: innerWidth, height: innerHeight });
  const measure = () => (size.value = { width: innerWidth, height: innerHeight });
  addEventListener('resize', measure);
  onScopeDispose(() => removeEventListener('resize', measure));
  const scale = computed(() => Math.max(1, textScale.value));
  return {
    widthPx: computed(() => size.value.width / scale.value),
    heightPx: computed(() => size.value.height / scale.value),
  };
}
