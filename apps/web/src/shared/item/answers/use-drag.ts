import { onMounted, ref, type Ref } from 'vue';

/**
 * Lets what has a handle marked `data-drag` be dragged onto places marked `data-drop`; both marks hold ids. An extra for
 * mice: buttons, menus and selects do the same for every hand, and words beside the handle can still be selected.
 *
 * @returns the id under way, and the one of the place it is held over
 */
export function useDrag(
  root: Readonly<Ref<HTMLElement | null>>,
  onDrop: (draggedId: string, targetId: string) => void,
) {
  const dragged = ref<string | null>(null);
  const over = ref<string | null>(null);

  function start(event: DragEvent): void {
    dragged.value = idOf(event, 'data-drag');
    const whole = event.target instanceof Element ? event.target.closest('li') : null;
    if (whole !== null) event.dataTransfer?.setDragImage(whole, 16, 16);
  }

  function hold(event: DragEvent): void {
    over.value = dragged.value === null ? null : idOf(event, 'data-drop');
    if (over.value !== null) event.preventDefault();
  }

  function drop(event: DragEvent): void {
    const target = idOf(event, 'data-drop');
    if (dragged.value !== null && target !== null) {
      event.preventDefault();
      if (target !== dragged.value) onDrop(dragged.value, target);
    }
    end();
  }

  function end(): void {
    dragged.value = null;
    over.value = null;
  }

  // The listeners go with the element they are on.
  onMounted(() => {
    root.value?.addEventListener('dragstart', start);
    root.value?.addEventListener('dragover', hold);
    root.value?.addEventListener('dragend', end);
    root.value?.addEventListener('drop', drop);
  });
  return { dragged, over };
}

function idOf(event: Event, mark: 'data-drag' | 'data-drop'): string | null {
  const marked = event.target instanceof Element ? event.target.closest(`[${mark}]`) : null;
  return marked?.getAttribute(mark) ?? null;
}
