import type { ExamTerms } from '@attest/contracts';
import { useI18n } from 'vue-i18n';
import { useFormat } from '../../shared/composables/use-format.ts';

type Bounds = Pick<ExamTerms, 'opensAt' | 'latestStartAt' | 'endsBy' | 'isOver' | 'serverTime'>;

/**
 * "Start by 14:30, ends by 16:00 (Europe/Berlin)", once it is over "It could be started until 14:30"; with dates
 * where a bound is not today.
 */
export function useWindowWords(): (bounds: Bounds) => string {
  const { t, locale } = useI18n();
  const { date, time } = useFormat();
  const zone = new Intl.DateTimeFormat(locale.value).resolvedOptions().timeZone;

  return ({ opensAt, latestStartAt, endsBy, isOver, serverTime }) => {
    const today = date(serverTime);
    const at = (instant: string) =>
      date(instant) === today
        ? time(instant)
        : t('units.dateTime', { date: date(instant), time: time(instant) });
    const ahead = () => [
      ...(opensAt !== null && opensAt > serverTime ? [t('exam.window.opens', { at: at(opensAt) })] : []),
      ...(latestStartAt === null ? [] : [t('exam.window.starts', { at: at(latestStartAt) })]),
      ...(endsBy === null ? [] : [t('exam.window.ends', { at: at(endsBy) })]),
    ];
    const past = () => {
      if (latestStartAt !== null) return [t('exam.window.couldStart', { at: at(latestStartAt) })];
      return endsBy === null ? [] : [t('exam.window.ended', { at: at(endsBy) })];
    };
    const parts = isOver ? past() : ahead();
    if (parts.length === 0) return '';
    const sentence = parts.join(', ');
    return `${sentence.slice(0, 1).toLocaleUpperCase(locale.value)}${sentence.slice(1)} (${zone}).`;
  };
}
