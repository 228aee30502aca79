import { computed, onScopeDispose, ref, watch, type ComputedRef } from 'vue';
import { useI18n } from 'vue-i18n';
import { announce } from '../../shared/composables/use-announcer.ts';
import { useFormat } from '../../shared/composables/use-format.ts';
import type { Saving } from './use-saving.ts';

export interface SaveFace {
  readonly kind: 'none' | 'saved' | 'saving' | 'kept';
  readonly text: string;
}

/** A request that takes less is not worth a word. */
const quickMs = 1000;

/** Where the answers are, in words. */
export function useSaveFace(saving: Saving): ComputedRef<SaveFace> {
  const { t } = useI18n();
  const format = useFormat();
  const nowMs = ref(performance.now());
  const timer = setInterval(() => (nowMs.value = performance.now()), 500);
  onScopeDispose(() => clearInterval(timer));

  const ageMs = computed(() =>
    saving.unsavedSinceMs.value === null ? 0 : Math.max(0, nowMs.value - saving.unsavedSinceMs.value),
  );
  const face = computed((): SaveFace => {
    const count = saving.unsaved.value.length;
    if (count > 0 && saving.state.value.failures > 0) {
      const age = format.duration(Math.max(1, ageMs.value / 1000));
      return { kind: 'kept', text: t('player.save.kept', { n: count, age }, count) };
    }
    if (count > 0 && ageMs.value > quickMs) return { kind: 'saving', text: t('player.save.saving') };
    if (saving.lastSavedAt.value === null) return { kind: 'none', text: '' };
    return { kind: 'saved', text: t('player.save.saved', { time: format.time(saving.lastSavedAt.value) }) };
  });

  watch(
    () => face.value.kind === 'kept',
    (isKept) => announce(isKept ? face.value.text : t('player.save.allSaved')),
  );
  return face;
}
