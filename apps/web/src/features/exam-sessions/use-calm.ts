import { storeToRefs } from 'pinia';
import { computed } from 'vue';
import { usePreferences } from '../../shared/composables/use-preferences.ts';

/** One switch for everything that may distract; off again, it shows what was shown before. */
export function useCalm() {
  const { isClockHidden, isListHidden, shownBeforeCalm } = storeToRefs(usePreferences());
  return computed({
    get: () => isClockHidden.value && isListHidden.value,
    set: (isCalm) => {
      if (isCalm) shownBeforeCalm.value = { clock: !isClockHidden.value, list: !isListHidden.value };
      isClockHidden.value = isCalm || !shownBeforeCalm.value.clock;
      isListHidden.value = isCalm || !shownBeforeCalm.value.list;
    },
  });
}
