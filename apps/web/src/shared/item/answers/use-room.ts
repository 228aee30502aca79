import { onMounted, onScopeDispose, readonly, ref, type Ref } from 'vue';

/**
 * Whether an element is at least this wide. Told apart by its own width: beside a scenario there may be
 * less room than on a phone.
 *
 * @param neededRem in units of the text size, which people may double
 */
export function useRoom(
  element: Readonly<Ref<HTMLElement | null>>,
  neededRem: () => number,
): Readonly<Ref<boolean>> {
  const hasRoom = ref(true);

  function measure(): void {
    const { width } = element.value?.getBoundingClientRect() ?? { width: 0 };
    const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
    // What is not shown has no width, and keeps what it had.
    if (width > 0) hasRoom.value = width >= neededRem() * rem;
  }

  const observer = new ResizeObserver(measure);
  onMounted(() => {
    if (element.value === null) return;
    measure();
    observer.observe(element.value);
  });
  onScopeDispose(() => observer.disconnect());
  return readonly(hasRoom);
}
