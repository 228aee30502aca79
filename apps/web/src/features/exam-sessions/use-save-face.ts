import { computed, onScopeDispose, ref, watch, type ComputedRef } from 'vue';
import { useI18n } from 'vue-i18n';
import { alertNow, announce } from '../../shared/composables/use-announcer.ts';
import { useFormat } from '../../shared/composables/use-format.ts';
import type { Sitting } from './create-sitting.ts';

export interface SaveFace {
  readonly kind: 'none' | 'saved' | 'saving' | 'kept' | 'lost' | 'refused';
  readonly text: string;
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
  const now = computed((): SaveFace => {
    // A page that lost the exam sends nothing, one that ends it sends all: what covers the questions says so.
    if (phase.value === 'elsewhere' || phase.value === 'ending') return said('none', '');
    const count = queue.waiting.value.length;
    if (count > 0 && saving.state.value.failures > 0) {
      if (deviceState.value === 'failed') return said('lost', t('player.save.lost'));
      const age = format.duration(Math.max(1, ageMs.value / 1000));
      return said('kept', t('player.save.kept', { age }, queue.unsavedAnswers.value.length));
    }
    if (count > 0 && ageMs.value > quickMs) return said('saving', t('player.save.saving'));
    const refused = queue.refused.value.length;
    if (refused > 0) return said('refused', t('player.save.refused', refused));
    if (saving.lastSavedAt.value === null) return said('none', '');
    return said('saved', t('player.save.saved', { time: format.time(saving.lastSavedAt.value) }));
  });
  // The same words are the same face: whatever shows it is drawn again only when they change.
  const face = computed<SaveFace>((before) => {
    const { kind, text } = now.value;
    return before?.kind === kind && before.text === text ? before : now.value;
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

const said = (kind: SaveFace['kind'], text: string): SaveFace => ({ kind, text });
