import { useI18n } from 'vue-i18n';

export interface Format {
  /** "21 November 2026" */
  readonly date: (instant: string) => string;
  /** "21 Nov 2026" */
  readonly shortDate: (instant: string) => string;
  /** "21 November 2026, 14:02 CET" */
  readonly dateTime: (instant: string) => string;
  /** "14:02" */
  readonly time: (instant: string) => string;
  /** "20 minutes", "45 seconds" below one minute */
  readonly duration: (seconds: number) => string;
  /** "3 min 30 s", "45 s" */
  readonly spent: (seconds: number) => string;
  /** "7.25" */
  readonly number: (value: number) => string;
}

/** Dates, lengths of time and numbers, as the language of the page writes them. */
export function useFormat(): Format {
  const { t, locale } = useI18n();
  const dates = new Intl.DateTimeFormat(locale.value, { dateStyle: 'long' });
  const shortDates = new Intl.DateTimeFormat(locale.value, { dateStyle: 'medium' });
  const times = new Intl.DateTimeFormat(locale.value, { timeStyle: 'short' });
  const zonedTimes = new Intl.DateTimeFormat(locale.value, {
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  });
  const numbers = new Intl.NumberFormat(locale.value, { maximumFractionDigits: 2 });
  return {
    date: (instant) => dates.format(new Date(instant)),
    shortDate: (instant) => shortDates.format(new Date(instant)),
    dateTime: (instant) =>
      t('units.dateTime', {
        date: dates.format(new Date(instant)),
        time: zonedTimes.format(new Date(instant)),
      }),
    time: (instant) => times.format(new Date(instant)),
    number: (value) => numbers.format(value),
    duration: (seconds) =>
      seconds < 60 ? t('units.seconds', Math.round(seconds)) : t('units.minutes', Math.round(seconds / 60)),
    spent: (seconds) =>
      seconds < 60
        ? t('units.spentSeconds', { seconds })
        : t('units.spent', { minutes: Math.floor(seconds / 60), seconds: Math.round(seconds % 60) }),
  };
}
