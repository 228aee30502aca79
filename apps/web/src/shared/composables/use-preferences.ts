import { defineStore } from 'pinia';
import { reactive, toRefs, watch } from 'vue';
import { defaultKeys, keysFrom, type Keys } from '../shortcuts/keys.ts';

export const themes = ['system', 'light', 'dark', 'contrast-light', 'contrast-dark'] as const;
export type Theme = (typeof themes)[number];
export const textScales = [0.9, 1, 1.1, 1.25, 1.5, 1.75, 2] as const;
export type TextScale = (typeof textScales)[number];
/** Room for the scenario beside the question, in percent of both. */
export const leastScenarioShare = 28;
export const mostScenarioShare = 72;

export interface Preferences {
  theme: Theme;
  /** Factor on every size of text. */
  textScale: TextScale;
  lineSpacing: 'normal' | 'wide';
  /** Single letters act in the player (WCAG 2.1.4 lets a person turn them off). */
  letterKeys: boolean;
  /** Which letter does what. */
  keys: Keys;
  isClockHidden: boolean;
  isListHidden: boolean;
  /** What reduced distraction brings back. */
  shownBeforeCalm: { readonly clock: boolean; readonly list: boolean };
  scenarioShare: number;
}

const defaults: Preferences = {
  theme: 'system',
  textScale: 1,
  lineSpacing: 'normal',
  letterKeys: true,
  keys: defaultKeys,
  isClockHidden: false,
  isListHidden: false,
  shownBeforeCalm: { clock: true, list: true },
  scenarioShare: 52,
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
    keys: keysFrom(given.get('keys')),
    isClockHidden: isTrue('isClockHidden'),
    isListHidden: isTrue('isListHidden'),
    shownBeforeCalm: shownFrom(given.get('shownBeforeCalm')),
    scenarioShare: shareFrom(given.get('scenarioShare')),
  };
}

function shareFrom(kept: unknown): number {
  const isShare = typeof kept === 'number' && kept >= leastScenarioShare && kept <= mostScenarioShare;
  return isShare ? kept : defaults.scenarioShare;
}

function shownFrom(kept: unknown): Preferences['shownBeforeCalm'] {
  const isHidden = (name: 'clock' | 'list') =>
    typeof kept === 'object' &&
    kept !== null &&
    new Map<string, unknown>(Object.entries(kept)).get(name) === false;
  return { clock: !isHidden('clock'), list: !isHidden('list') };
}
