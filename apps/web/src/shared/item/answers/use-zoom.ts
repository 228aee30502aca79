import { computed, onMounted, ref, type Ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { announce } from '../../composables/use-announcer.ts';

/** Pixels per unit of the drawing. */
const steps = [0.5, 0.65, 0.8, 1, 1.25, 1.5, 2, 3];
/** What can be pressed must not become smaller than a finger. */
const leastPressable = 0.8;
/** Unless somebody chooses: as wide as there is room, within what can be read. */
const automatic = { least: 0.8, most: 1.1 };

/**
 * Larger and smaller by buttons and keys.
 *
 * @param scroller what shows the drawing, and scrolls when it is larger
 * @param width of the drawing in units
 */
export function useZoom(
  scroller: Readonly<Ref<HTMLElement | null>>,
  width: () => number,
  isPressable: () => boolean,
) {
  const { t, n } = useI18n();
  const scale = ref<number | null>(null);
  const least = computed(() => (isPressable() ? leastPressable : (steps[0] ?? leastPressable)));
  const size = computed(() =>
    scale.value === null
      ? { minInlineSize: `${width() * automatic.least}px`, maxInlineSize: `${width() * automatic.most}px` }
      : { inlineSize: `${width() * scale.value}px` },
  );

  /** What is on screen now, also when nobody has chosen yet. */
  const shown = () => (scroller.value?.querySelector('svg')?.getBoundingClientRect().width ?? 0) / width();

  function change(to: number | undefined): void {
    if (to === undefined) return;
    scale.value = to;
    announce(t('item.diagram.zoomed', { percent: n(to, { style: 'percent' }) }));
  }

  const larger = () => change(steps.find((step) => step > shown() + 0.01));
  const smaller = () => change(steps.findLast((step) => step < shown() - 0.01 && step >= least.value));
  const fit = () =>
    change(Math.max(least.value, Math.min(1.5, (scroller.value?.clientWidth ?? width()) / width())));

  function byKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const act = { '+': larger, '=': larger, '-': smaller, '0': fit }[event.key];
    if (act === undefined) return;
    event.preventDefault();
    act();
  }

  // The listener goes with the element it is on.
  onMounted(() => scroller.value?.addEventListener('keydown', byKey));
  return { size, larger, smaller, fit };
}
