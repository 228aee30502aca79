import { createI18n } from 'vue-i18n';
import messages from './messages.en.json';

/** The region decides how dates and times are written. */
const locale = 'en-GB';

/** Messages are compiled at build; each feature adds its own when its first page is loaded. */
export const i18n = createI18n({
  legacy: false,
  locale,
  messages: { [locale]: messages },
});

type Catalogue = Parameters<typeof i18n.global.mergeLocaleMessage>[1];

/** Called by `features/<feature>/messages.ts`, which its pages import. */
export function addMessages(catalogue: Catalogue): void {
  i18n.global.mergeLocaleMessage(locale, catalogue);
}
