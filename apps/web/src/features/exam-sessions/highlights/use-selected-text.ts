import { onScopeDispose, shallowRef } from 'vue';
import { placesIn, stretchesIn, type PlacedStretch } from './places.ts';

export interface SelectedText {
  readonly stretches: readonly PlacedStretch[];
  readonly range: Range;
}

/** A press on a button near a selection may take the selection away before it arrives. */
const lingerMs = 250;

/** The selected words of the question and its scenario, once the hand that selects them has let go. */
export function useSelectedText() {
  const selected = shallowRef<SelectedText | null>(null);
  const listening = new AbortController();
  const { signal } = listening;
  let isPressed = false;
  let forget: ReturnType<typeof setTimeout> | undefined;

  function look(): void {
    if (isPressed) return;
    clearTimeout(forget);
    const now = selectedNow();
    if (now !== null) selected.value = now;
    else forget = setTimeout(() => (selected.value = null), lingerMs);
  }
  function letGo(): void {
    isPressed = false;
    look();
  }

  document.addEventListener('selectionchange', look, { signal });
  document.addEventListener('pointerdown', () => (isPressed = true), { signal });
  document.addEventListener('pointerup', letGo, { signal });
  document.addEventListener('pointercancel', letGo, { signal });
  onScopeDispose(() => {
    listening.abort();
    clearTimeout(forget);
  });

  return { selected };
}

/** What is selected at this moment; null when nothing is that could be highlighted. */
export function selectedNow(): SelectedText | null {
  const selection = getSelection();
  if (selection === null || selection.rangeCount === 0 || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const stretches = stretchesIn(range, placesIn(document));
  return stretches.length === 0 ? null : { stretches, range };
}
