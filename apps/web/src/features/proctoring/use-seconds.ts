import { useI18n } from 'vue-i18n';

/** "14:02:11": where a second tells whether something arrived. */
export function useSeconds(): { readonly timeOfDay: (instant: string | number) => string } {
  const { locale } = useI18n();
  const times = new Intl.DateTimeFormat(locale.value, { timeStyle: 'medium' });
  return { timeOfDay: (instant) => times.format(new Date(instant)) };
}
