import { ref, watch, type Ref } from 'vue';
import { dueWarnings } from '@attest/exam-engine/player';
import { useI18n } from 'vue-i18n';
import { alertNow, announce } from '../../shared/composables/use-announcer.ts';
import { useFormat } from '../../shared/composables/use-format.ts';
import type { ExamClock } from './use-exam-clock.ts';

/** The last warning about time, until it is dismissed. Announced once, the last minute at once. */
export function useWarnings(clock: ExamClock, warningsAtSeconds: () => readonly number[]) {
  const { t } = useI18n();
  const { duration } = useFormat();
  const warning: Ref<string | null> = ref(null);

  watch(clock.leftMs, (left, before) => {
    const due = dueWarnings(warningsAtSeconds(), before, left).at(-1);
    if (due === undefined || left === 0) return;
    warning.value = t('player.warning', { time: duration(due) });
    if (due <= 60) alertNow(warning.value);
    else announce(warning.value);
  });
  watch(clock.deadline, (deadline, before) => {
    const added = before === null || deadline === null ? 0 : Date.parse(deadline) - Date.parse(before);
    if (added < 1000) return;
    warning.value = t('player.timeAdded', { time: duration(added / 1000) });
    announce(warning.value);
  });

  return { warning, dismiss: () => (warning.value = null) };
}
