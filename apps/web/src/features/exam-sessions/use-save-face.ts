import { computed, onScopeDispose, ref, watch, type ComputedRef } from 'vue';
import { useI18n } from 'vue-i18n';
import { alertNow, announce } from '../../shared/composables/use-announcer.ts';
import { useFormat } from '../../shared/composables/use-format.ts';
import type { Sitting } from './create-sitting.ts';

export interface SaveFace {
  readonly kind: 'none' | 'saved' | 'saving' | 'kept' | 'lost' | 'refused';
  readonly text: string;
  /** How long answers have waited, in words; empty where that does not matter. */
  readonly age: string;
}

/** A request that takes less is not worth a word. */
const quickMs = 1000;

/** Where the answers are, in words. */
export function useSaveFace({ phase, queue, saving, deviceState }: Sitting): ComputedRef<SaveFace> {
  const { t } = useI18n();
  const format = useFormat();
  const nowMs = ref(performance.now());
  const timer = setInterval(() => (nowMs.value = performance.now()), 500);
  onScopeDispose(() => clearInterval(timer));

  const ageMs = computed(() =>
    saving.waitingSinceMs.value === null ? 0 : Math.max(0, nowMs.value - saving.waitingSinceMs.value),
  );
  const face = computed((): SaveFace => {
    // Nothing is sent from a page that lost the exam: its notice says what it keeps.
    if (phase.value === 'elsewhere') return said('none', '');
    const count = queue.waiting.value.length;
    if (count > 0 && saving.state.value.failures > 0) {
      const age = format.duration(Math.max(1, ageMs.value / 1000));
      if (deviceState.value === 'failed') return { kind: 'lost', text: t('player.save.lost'), age };
      return { kind: 'kept', text: t('player.save.kept', queue.unsavedAnswers.value.length), age };
    }
    if (count > 0 && ageMs.value > quickMs) return said('saving', t('player.save.saving'));
    const refused = queue.refused.value.length;
    if (refused > 0) return said('refused', t('player.save.refused', refused));
    if (saving.lastSavedAt.value === null) return said('none', '');
    return said('saved', t('player.save.saved', { time: format.time(saving.lastSavedAt.value) }));
  });

  let isSettled = true;
  watch(
    () => face.value.kind,
    (kind) => {
      const isWaiting = kind === 'kept' || kind === 'refused' || kind === 'lost';
      if (kind === 'lost') alertNow(`${face.value.text}. ${t('player.lost.steps')}`);
      else if (isWaiting) announce(face.value.text);
      else if (kind === 'saved' && !isSettled) announce(t('player.save.allSaved'));
      isSettled = !isWaiting && (isSettled || kind === 'saved');
    },
  );
  return face;
}

const said = (kind: SaveFace['kind'], text: string): SaveFace => ({ kind, text, age: '' });
