import { ref, watch, type Ref } from 'vue';

export interface RowFocus {
  /** The row that Tab comes to. */
  readonly current: Readonly<Ref<number>>;
  /** A row came into focus, by whatever way. */
  readonly enter: (row: number) => void;
  readonly onKeydown: (event: KeyboardEvent) => void;
}

/**
 * Rows of a table as one stop of the Tab key: arrows, Home and End move between them. What else keys do in a row is
 * told by `act`.
 *
 * @param rows the elements, in order
 * @param page changes when the rows are others; the first is then the stop
 * @param act gives whether the key meant something to the row
 */
export function useRowFocus(
  rows: () => readonly HTMLElement[],
  page: () => unknown,
  act: (event: KeyboardEvent, row: number) => boolean,
): RowFocus {
  const current = ref(0);
  watch(page, () => (current.value = 0));

  function onKeydown(event: KeyboardEvent): void {
    const all = rows();
    // Keys of what stands inside a row are its own.
    const row = all.findIndex((element) => element === event.target);
    if (row < 0 || event.ctrlKey || event.altKey || event.metaKey) return;
    const goal = { ArrowDown: row + 1, ArrowUp: row - 1, Home: 0, End: all.length - 1 }[event.key];
    if (goal === undefined ? act(event, row) : true) event.preventDefault();
    if (goal !== undefined) all[goal]?.focus();
  }

  return { current, enter: (row) => (current.value = row), onKeydown };
}
