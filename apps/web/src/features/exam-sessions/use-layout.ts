import { storeToRefs } from 'pinia';
import { computed, onScopeDispose, ref, type ComputedRef } from 'vue';
import { usePreferences } from '../../shared/composables/use-preferences.ts';

/** `wide`: list, scenario and question beside each other. `medium` and `narrow`: one of them at a time. */
export type Layout = 'wide' | 'medium' | 'narrow';

const widePx = 1024;
const mediumPx = 640;

/** Larger text needs a wider window for the same columns. */
export function useLayout(): ComputedRef<Layout> {
  const { textScale } = storeToRefs(usePreferences());
  const width = ref(innerWidth);
  const measure = () => (width.value = innerWidth);
  addEventListener('resize', measure);
  onScopeDispose(() => removeEventListener('resize', measure));

  return computed(() => {
    const roomPx = width.value / Math.max(1, textScale.value);
    return roomPx >= widePx ? 'wide' : roomPx >= mediumPx ? 'medium' : 'narrow';
  });
}
