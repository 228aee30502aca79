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
}

/** Dates and lengths of time in words. */
export function useFormat(): Format {
  const { t } = useI18n();
  const dates = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long' });
  const shortDates = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium' });
  const times = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short' });
  const dateTimes = new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  });
  return {
    date: (instant) => dates.format(new Date(instant)),
    shortDate: (instant) => shortDates.format(new Date(instant)),
    dateTime: (instant) => dateTimes.format(new Date(instant)).replace(' at ', ', '),
    time: (instant) => times.format(new Date(instant)),
    duration: (seconds) =>
      seconds < 60 ? t('units.seconds', Math.round(seconds)) : t('units.minutes', Math.round(seconds / 60)),
    spent: (seconds) =>
      seconds < 60
        ? t('units.spentSeconds', { seconds })
        : t('units.spent', { minutes: Math.floor(seconds / 60), seconds: Math.round(seconds % 60) }),
  };
}
