import { computed, onScopeDispose, ref, watch, type ComputedRef } from 'vue';
import { useI18n } from 'vue-i18n';
import { announce } from '../../shared/composables/use-announcer.ts';
import { useFormat } from '../../shared/composables/use-format.ts';
import type { AnswerQueue } from './answer-queue.ts';
import type { Saving } from './use-saving.ts';

export interface SaveFace {
  readonly kind: 'none' | 'saved' | 'saving' | 'kept' | 'refused';
  readonly text: string;
}

/** A request that takes less is not worth a word. */
const quickMs = 1000;

/** Where the answers are, in words. */
export function useSaveFace(queue: AnswerQueue, saving: Saving): ComputedRef<SaveFace> {
  const { t } = useI18n();
  const format = useFormat();
  const nowMs = ref(performance.now());
  const timer = setInterval(() => (nowMs.value = performance.now()), 500);
  onScopeDispose(() => clearInterval(timer));

  const ageMs = computed(() =>
    saving.waitingSinceMs.value === null ? 0 : Math.max(0, nowMs.value - saving.waitingSinceMs.value),
  );
  const face = computed((): SaveFace => {
    const count = queue.waiting.value.length;
    if (count > 0 && saving.state.value.failures > 0) {
      const age = format.duration(Math.max(1, ageMs.value / 1000));
      return { kind: 'kept', text: t('player.save.kept', { age }, count) };
    }
    if (count > 0 && ageMs.value > quickMs) return { kind: 'saving', text: t('player.save.saving') };
    const refused = queue.refused.value.length;
    if (refused > 0) return { kind: 'refused', text: t('player.save.refused', refused) };
    if (saving.lastSavedAt.value === null) return { kind: 'none', text: '' };
    return { kind: 'saved', text: t('player.save.saved', { time: format.time(saving.lastSavedAt.value) }) };
  });

  let isSettled = true;
  watch(
    () => face.value.kind,
    (kind) => {
      const isKept = kind === 'kept' || kind === 'refused';
      if (isKept) announce(face.value.text);
      else if (kind === 'saved' && !isSettled) announce(t('player.save.allSaved'));
      isSettled = !isKept && (isSettled || kind === 'saved');
    },
  );
  return face;
}
