import { defineStore } from 'pinia';
import { computed, ref } from 'vue';

/** As many as the server names at once. */
export const mostChosen = 500;

/**
 * Ids of a page from one row to another, the first of them that of the row one comes from; null where that is not on
 * the page.
 */
export function rangeTo(
  page: readonly string[],
  from: string | null,
  to: string,
): readonly [string, ...string[]] | null {
  const [start, end] = [from === null ? -1 : page.indexOf(from), page.indexOf(to)];
  if (from === null || start < 0 || end < 0) return null;
  const between = page.slice(Math.min(start, end), Math.max(start, end) + 1);
  return [from, ...between.filter((id) => id !== from)];
}

/** The items a person has selected: over all pages of the list, and while they look at one of them. */
export const useChosenItems = defineStore('chosen-items', () => {
  const ids = ref<readonly string[]>([]);
  const isFull = computed(() => ids.value.length >= mostChosen);

  const has = (id: string) => ids.value.includes(id);

  /** Those that are too many are left out. */
  function add(more: readonly string[]): void {
    ids.value = [...new Set([...ids.value, ...more])].slice(0, mostChosen);
  }

  function remove(gone: readonly string[]): void {
    ids.value = ids.value.filter((id) => !gone.includes(id));
  }

  function toggle(id: string): void {
    if (has(id)) remove([id]);
    else add([id]);
  }

  function clear(): void {
    ids.value = [];
  }

  return { ids, isFull, has, add, remove, toggle, clear };
});
