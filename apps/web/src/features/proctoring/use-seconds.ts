import { useI18n } from 'vue-i18n';

export interface Seconds {
  /** "14:02:11" */
  readonly timeOfDay: (instant: string | number) => string;
  /** "22 November 2026 at 14:02:11 UTC" */
  readonly dateAndTime: (instant: string) => string;
}

/** Instants where a second tells whether something arrived. */
export function useSeconds(): Seconds {
  const { locale } = useI18n();
  const times = new Intl.DateTimeFormat(locale.value, { timeStyle: 'medium' });
  const instants = new Intl.DateTimeFormat(locale.value, { dateStyle: 'long', timeStyle: 'long' });
  return {
    timeOfDay: (instant) => times.format(new Date(instant)),
    dateAndTime: (instant) => instants.format(new Date(instant)),
  };
}
