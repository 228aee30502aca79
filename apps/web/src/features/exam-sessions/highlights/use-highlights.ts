import { computed, onMounted, onScopeDispose, watch } from 'vue';
import { useI18n } from 'vue-i18n';
import {
  addHighlight,
  entryFor,
  isHighlighted,
  removeHighlight,
  type Highlight,
  type PlayerState,
} from '@attest/exam-engine/player';
import { announce } from '../../../shared/composables/use-announcer.ts';
import { paint, unpaint } from './paint.ts';
import { placesIn, type PlacedStretch } from './places.ts';

type Style = Highlight['style'];
type Change = (id: string, highlights: Highlight[]) => void;

/** The highlights of the question and the scenario on screen: drawn, added and taken off. */
export function useHighlights(player: () => PlayerState, ids: () => readonly string[], change: Change) {
  const { t } = useI18n();
  const marks = computed(
    () => new Map(ids().map((id) => [id, entryFor(player(), id).marks.highlights ?? []])),
  );
  const count = computed(() => [...marks.value.values()].reduce((sum, each) => sum + each.length, 0));
  const observer = new MutationObserver((records) => {
    if (records.some(({ target }) => holdsText(target))) draw();
  });

  function draw(): void {
    observer.disconnect();
    paint(placesIn(document), marks.value);
    for (const root of document.querySelectorAll('[data-marks]')) {
      observer.observe(root, { childList: true, subtree: true });
    }
  }

  watch(marks, draw, { flush: 'post' });
  onMounted(draw);
  onScopeDispose(() => {
    observer.disconnect();
    unpaint();
  });

  function alter(
    stretches: readonly PlacedStretch[],
    how: (marked: Highlight[], at: PlacedStretch) => Highlight[],
  ) {
    for (const id of new Set(stretches.map((stretch) => stretch.id))) {
      const before = [...(marks.value.get(id) ?? [])];
      const own = stretches.filter((stretch) => stretch.id === id);
      change(id, own.reduce(how, before));
    }
  }

  function add(stretches: readonly PlacedStretch[], style: Style): void {
    alter(stretches, (marked, { place, start, end }) => addHighlight(marked, { place, start, end, style }));
    if (player().refusal === null) announce(t(`player.highlight.done.${style}`));
  }

  function remove(stretches: readonly PlacedStretch[]): void {
    alter(stretches, removeHighlight);
    if (player().refusal === null) announce(t('player.highlight.done.removed'));
  }

  /** The style all of the words have; null where some have none, or have different ones. */
  function styleOf(stretches: readonly PlacedStretch[]): Style | null {
    const has = (style: Style) =>
      stretches.every((at) =>
        isHighlighted(
          (marks.value.get(at.id) ?? []).filter((each) => each.style === style),
          at,
        ),
      );
    return has('solid') ? 'solid' : has('wavy') ? 'wavy' : null;
  }

  const isTouched = (stretches: readonly PlacedStretch[]) =>
    stretches.some(({ id, place, start, end }) =>
      (marks.value.get(id) ?? []).some(
        (each) => each.place === place && each.start < end && each.end > start,
      ),
    );

  return { marks, count, add, remove, styleOf, isTouched };
}

/** Counts and buttons beside the texts come and go; what is drawn over the texts is not touched by that. */
function holdsText(node: Node): boolean {
  return (
    node instanceof Element &&
    (node.closest('[data-place]') !== null || node.querySelector('[data-place]') !== null)
  );
}
