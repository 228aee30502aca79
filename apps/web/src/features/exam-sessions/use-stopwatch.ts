import { onScopeDispose } from 'vue';

/** Whole seconds for which the page was in view since the last reading; the rest counts next time. */
export function useStopwatch() {
  let countedMs = 0;
  let seenSinceMs: number | null = visibleNow();

  function pause(): void {
    if (seenSinceMs !== null) countedMs += performance.now() - seenSinceMs;
    seenSinceMs = visibleNow();
  }

  document.addEventListener('visibilitychange', pause);
  onScopeDispose(() => document.removeEventListener('visibilitychange', pause));

  return {
    readSeconds: () => {
      pause();
      const seconds = Math.floor(countedMs / 1000);
      countedMs -= seconds * 1000;
      return seconds;
    },
    restart: () => {
      countedMs = 0;
      seenSinceMs = visibleNow();
    },
  };
}

function visibleNow(): number | null {
  return document.visibilityState === 'visible' ? performance.now() : null;
}
