import type { MonitoredSession } from '@attest/contracts';
import { useQuery } from '@tanstack/vue-query';
import { useFocusWithin } from '@vueuse/core';
import { computed, shallowRef, watch, type Ref } from 'vue';
import { useOnline } from '../../shared/composables/use-online.ts';
import { heldOrder, isOutOfOrder } from './held-order.ts';
import { boardQuery } from './queries.ts';
import { useServerClock } from './use-server-clock.ts';

/** Two looks that failed: the first may be a hiccup. */
const behindAfterMs = 5_000;

/**
 * The board as it is drawn: new data goes into the rows where they stand, and rows change places only
 * while nobody is at one of them.
 */
export function useBoard(
  exam: Ref<string | null>,
  place: { readonly table: Readonly<Ref<HTMLElement | null>>; readonly isBusy: Readonly<Ref<boolean>> },
) {
  const query = useQuery(computed(() => boardQuery(exam.value)));
  const clock = useServerClock();
  const isOnline = useOnline();
  const { focused } = useFocusWithin(place.table);
  const isHeld = computed(() => focused.value || place.isBusy.value);
  const board = computed(() => query.data.value?.board ?? null);
  const rows = shallowRef<readonly MonitoredSession[]>([]);

  watch(
    () => query.data.value?.sample,
    (sample) => {
      if (sample !== undefined) clock.observe(sample);
    },
    { immediate: true },
  );
  watch(
    [board, isHeld],
    () => {
      const shown = rows.value.map(({ id }) => id);
      rows.value = heldOrder(shown, board.value?.sessions ?? [], isHeld.value);
    },
    { immediate: true },
  );

  return {
    board,
    rows,
    isHeld,
    isOrderHeld: computed(() => isOutOfOrder(rows.value, board.value?.sessions ?? [])),
    /** What is shown is old: the last looks failed. */
    isBehind: computed(
      () =>
        board.value !== null &&
        (!isOnline.value ||
          query.error.value !== null ||
          (query.failureCount.value > 0 &&
            clock.nowMs.value - Date.parse(board.value.serverTime) > behindAfterMs)),
    ),
    isPending: query.isPending,
    isFetching: query.isFetching,
    error: query.error,
    refetch: query.refetch,
  };
}
