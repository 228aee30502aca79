import { watch } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import type { Sitting } from './create-sitting.ts';
import { fetchLater } from './later/parts.ts';

/** Of this document: what comes before is another page, and the router does not hear of the way there. */
function isFirstEntry(): boolean {
  const state: unknown = history.state;
  return typeof state === 'object' && state !== null && 'back' in state && state.back === null;
}

/**
 * Keeps the number of the question in the address, so that a reload returns to it and the browser's
 * back button goes to the question before.
 */
export function useQuestionAddress(sitting: Sitting) {
  const route = useRoute();
  const router = useRouter();
  const addressOf = (number: number) => ({
    name: 'sit',
    params: { sessionId: sitting.sessionId },
    query: { question: String(number) },
  });

  function go(number: number): void {
    const before = sitting.player.value?.current;
    sitting.dispatch({ type: 'goTo', number });
    follow(before);
  }

  /** @returns whether it was opened */
  async function openSection(): Promise<boolean> {
    const before = sitting.player.value?.current;
    const { leaveSection } = await fetchLater();
    await sitting.openSection(leaveSection);
    follow(before);
    return sitting.player.value?.current !== before;
  }

  function follow(before: number | undefined): void {
    const current = sitting.player.value?.current;
    if (current !== undefined && current !== before) void router.push(addressOf(current));
  }

  /** Follows the address; where the exam does not let it, the address follows. */
  watch(
    [() => route.query['question'], () => sitting.player.value === null],
    ([asked, isMissing]) => {
      if (isMissing || route.name !== 'sit') return;
      if (Number(asked) > 0) sitting.dispatch({ type: 'goTo', number: Number(asked) });
      const current = sitting.player.value?.current;
      if (current === undefined) return;
      // An entry without a question lies below all others: whoever goes back to it is still in the exam.
      if (asked === undefined) void router.push(addressOf(current));
      else if (isFirstEntry()) void router.replace({ query: {} });
      else if (asked !== String(current)) void router.replace(addressOf(current));
    },
    { immediate: true },
  );

  return { go, openSection };
}
