import type { ExamTerms } from '@attest/contracts';
import { onScopeDispose, watch } from 'vue';

/** The longest that a browser's timer can wait. */
const longestMs = 2 ** 31 - 1;

/** Asks anew in the moment when the exam opens, so that nobody has to reload. */
export function useOpening(terms: () => ExamTerms | undefined, ask: () => void): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  watch(
    terms,
    (now) => {
      clearTimeout(timer);
      if (!now?.opensAt) return;
      const waitMs = Date.parse(now.opensAt) - Date.parse(now.serverTime) + 250;
      if (waitMs > 0 && waitMs < longestMs) timer = setTimeout(ask, waitMs);
    },
    { immediate: true },
  );
  onScopeDispose(() => {
    clearTimeout(timer);
  });
}
