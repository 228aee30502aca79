/** How long the sign-in lasts, as the server said in a reply. */
interface Term {
  readonly endsAt: string;
  readonly serverTime: string;
}

interface Surroundings {
  /** Asks the server anew; what it says arrives through `observe`. Never rejects. */
  readonly refresh: () => Promise<unknown>;
  readonly report: (isNear: boolean) => void;
}

const warnedBeforeMs = 120_000;
/** Older news are asked for again before anybody is warned: another tab may have moved the end. */
const newsForMs = 5_000;
/** Longer timers than some weeks fire at once. */
const longestTimerMs = 86_400_000;

/**
 * Says when the end of the sign-in is two minutes away. Only the distance between the server's two
 * instants counts, so it is of no matter what time this computer thinks it is.
 */
export function createSignInWatch({ refresh, report }: Surroundings) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let observations = 0;

  /** @param readAtMs when the reply with `term` arrived, on the clock of `Date.now()` */
  function observe(term: Term | null, readAtMs: number): void {
    clearTimeout(timer);
    observations += 1;
    if (term === null) {
      report(false);
      return;
    }
    const endsAtMs = readAtMs + Date.parse(term.endsAt) - Date.parse(term.serverTime);
    const leftMs = endsAtMs - Date.now();
    if (leftMs > warnedBeforeMs) {
      report(false);
      later(leftMs - warnedBeforeMs, () => {
        observe(term, readAtMs);
      });
    } else if (Date.now() - readAtMs > newsForMs) {
      void askThenWarn();
    } else {
      report(true);
      later(Math.max(leftMs, newsForMs) + 1_000, () => void refresh());
    }
  }

  /** Without an answer the last one stands. */
  async function askThenWarn(): Promise<void> {
    const before = observations;
    await refresh();
    if (observations === before) report(true);
  }

  function later(delayMs: number, act: () => void): void {
    timer = setTimeout(act, Math.min(delayMs, longestTimerMs));
  }

  return {
    observe,
    stop: () => {
      clearTimeout(timer);
    },
  };
}
