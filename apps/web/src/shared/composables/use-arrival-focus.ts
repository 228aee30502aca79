import { nextTick, onBeforeUnmount, onMounted, watch, type Ref } from 'vue';
import { useRoute } from 'vue-router';

let isExpected = false;

/** After a change of page the next heading takes the focus, so that a screen reader says where one is. */
export function expectArrival(): void {
  isExpected = true;
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
}

/** Focuses the heading once after each change of page, unless the person has moved on already. */
export function useArrivalFocus(heading: Readonly<Ref<HTMLElement | null>>): void {
  const route = useRoute();

  function arrive(): void {
    if (!isExpected || heading.value === null) return;
    isExpected = false;
    if (document.activeElement === document.body) heading.value.focus({ preventScroll: true });
  }

  onMounted(arrive);
  // A page may show another heading once its data is there: that one inherits the focus.
  onBeforeUnmount(() => {
    if (heading.value !== null && document.activeElement === heading.value) expectArrival();
  });
  watch(
    () => route.path,
    () => void nextTick(arrive),
  );
}
