import { createI18n } from 'vue-i18n';
import messages from './messages.en.json';

/** Messages are compiled at build; each feature adds its own when its first page is loaded. */
export const i18n = createI18n({
  legacy: false,
  locale: 'en',
  fallbackLocale: 'en',
  messages: { en: messages },
});

type Catalogue = Parameters<typeof i18n.global.mergeLocaleMessage>[1];

/** Called by `features/<feature>/messages.ts`, which its pages import. */
export function addMessages(catalogue: Catalogue): void {
  i18n.global.mergeLocaleMessage('en', catalogue);
}
