import { onMounted, onScopeDispose, readonly, ref, type Ref } from 'vue';

/** Below, as on a phone, a card a row reads better than the narrowest table. */
const leastRem = 24;

/**
 * Whether a table fits its frame without a word of it being broken. Told by their own widths: beside a
 * scenario there may be less room than on a phone.
 *
 * @param table there only while it has room
 */
export function useRoom(
  frame: Readonly<Ref<HTMLElement | null>>,
  table: Readonly<Ref<HTMLTableElement | null>>,
): Readonly<Ref<boolean>> {
  const hasRoom = ref(true);
  /** In units of the text size, which people may double; known once the table was too wide. */
  let neededRem = leastRem;

  function measure(): void {
    const width = frame.value?.clientWidth ?? 0;
    // What is not shown has no width, and keeps what it had.
    if (width === 0) return;
    const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
    const drawn = table.value?.offsetWidth ?? 0;
    if (drawn > width) neededRem = Math.max(leastRem, drawn / rem);
    hasRoom.value = width >= neededRem * rem;
  }

  const observer = new ResizeObserver(measure);
  onMounted(() => {
    if (frame.value === null) return;
    measure();
    observer.observe(frame.value);
  });
  onScopeDispose(() => observer.disconnect());
  return readonly(hasRoom);
}
