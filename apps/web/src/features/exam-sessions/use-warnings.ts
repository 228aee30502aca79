import { ref, watch, type Ref } from 'vue';
import { dueWarnings } from '@attest/exam-engine/player';
import { useI18n } from 'vue-i18n';
import { alertNow, announce } from '../../shared/composables/use-announcer.ts';
import { useFormat } from '../../shared/composables/use-format.ts';
import type { Sitting } from './create-sitting.ts';

const clockSlackMs = 5_000;

/** The last warning about time, until it is dismissed. Announced once, the last minute at once. */
export function useWarnings({ clock, player, observe }: Sitting) {
  const { t } = useI18n();
  const { duration } = useFormat();
  const warning: Ref<string | null> = ref(null);
  let warnedAt = 0;

  watch(clock.leftMs, (left, before) => {
    // Time that was added makes it untrue; a clock that is set right by a reply does not.
    if (left === null || left > warnedAt * 1000 + clockSlackMs) warning.value = null;
    const due = dueWarnings(player.value?.form.warningsAtSeconds ?? [], before, left).at(-1);
    if (due === undefined || left === 0) return;
    warnedAt = due;
    warning.value = t('player.warning', { time: duration(due) });
    observe({ kind: 'warned', secondsLeft: due });
    if (due <= 60) alertNow(warning.value);
    else announce(warning.value);
  });
  return { warning, dismiss: () => (warning.value = null) };
}
