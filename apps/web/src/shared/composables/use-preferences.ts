import { defineStore } from 'pinia';
import { reactive, toRefs, watch } from 'vue';

export const themes = ['system', 'light', 'dark', 'contrast-light', 'contrast-dark'] as const;
export type Theme = (typeof themes)[number];
export const textScales = [0.9, 1, 1.1, 1.25, 1.5, 1.75, 2] as const;
export type TextScale = (typeof textScales)[number];

export interface Preferences {
  theme: Theme;
  /** Factor on every size of text. */
  textScale: TextScale;
  lineSpacing: 'normal' | 'wide';
  /** Single letters act in the player (WCAG 2.1.4 lets a person turn them off). */
  letterKeys: boolean;
  isClockHidden: boolean;
  isListHidden: boolean;
}

const defaults: Preferences = {
  theme: 'system',
  textScale: 1,
  lineSpacing: 'normal',
  letterKeys: true,
  isClockHidden: false,
  isListHidden: false,
};

/** `theme.js` reads the same key before the first paint. */
const storageKey = 'attest.preferences';

/** Display choices of this person in this browser. */
export const usePreferences = defineStore('preferences', () => {
  const preferences = reactive<Preferences>(readKept());

  watch(
    preferences,
    () => {
      keep(preferences);
      dispatchEvent(new CustomEvent('attest:preferences', { detail: { ...preferences } }));
    },
    { flush: 'sync' },
  );

  return { ...toRefs(preferences) };
});

function readKept(): Preferences {
  try {
    return { ...defaults, ...parseKept(JSON.parse(localStorage.getItem(storageKey) ?? '{}')) };
  } catch {
    return { ...defaults };
  }
}

/** Private windows and full disks refuse storage: the choice then lasts as long as the page. */
function keep(preferences: Preferences): void {
  try {
    localStorage.setItem(storageKey, JSON.stringify(preferences));
  } catch {
    return;
  }
}

function parseKept(kept: unknown): Partial<Preferences> {
  if (typeof kept !== 'object' || kept === null) return {};
  const given = new Map<string, unknown>(Object.entries(kept));
  const theme = themes.find((known) => known === given.get('theme'));
  const textScale = textScales.find((known) => known === given.get('textScale'));
  const isTrue = (name: keyof Preferences) => given.get(name) === true;
  return {
    ...(theme && { theme }),
    ...(textScale && { textScale }),
    lineSpacing: given.get('lineSpacing') === 'wide' ? 'wide' : 'normal',
    letterKeys: given.get('letterKeys') !== false,
    isClockHidden: isTrue('isClockHidden'),
    isListHidden: isTrue('isListHidden'),
  };
}
