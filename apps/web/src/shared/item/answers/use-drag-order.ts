import { onMounted, ref, type Ref } from 'vue';

/**
 * Lets rows marked `data-step` be dragged to the place of another row. An extra for mice: buttons and
 * menus do the same for every hand.
 *
 * @returns the id of the row under way
 */
export function useDragOrder(
  list: Readonly<Ref<HTMLElement | null>>,
  onDrop: (draggedId: string, targetId: string) => void,
): Readonly<Ref<string | null>> {
  const dragged = ref<string | null>(null);

  function drop(event: DragEvent): void {
    const target = stepOf(event);
    if (dragged.value === null || target === null) return;
    event.preventDefault();
    if (target !== dragged.value) onDrop(dragged.value, target);
    dragged.value = null;
  }

  // The listeners go with the element they are on.
  onMounted(() => {
    list.value?.addEventListener('dragstart', (event) => (dragged.value = stepOf(event)));
    list.value?.addEventListener('dragend', () => (dragged.value = null));
    list.value?.addEventListener('dragover', (event) => {
      if (dragged.value !== null) event.preventDefault();
    });
    list.value?.addEventListener('drop', drop);
  });
  return dragged;
}

function stepOf(event: Event): string | null {
  const row = event.target instanceof Element ? event.target.closest('[data-step]') : null;
  return row?.getAttribute('data-step') ?? null;
}
