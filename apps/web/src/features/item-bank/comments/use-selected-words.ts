import type { Quote } from '@attest/contracts';
import { useEventListener } from '@vueuse/core';
import { shallowRef, type Ref } from 'vue';
import { offsetIn } from '../../../shared/text-ranges.ts';
import { quoteAt } from './quote.ts';

export interface SelectedWords {
  readonly quote: Quote;
  /** Where the last line of them ends, in the window. */
  readonly end: { readonly x: number; readonly y: number };
}

/** What is selected in an element, once the hand that selects has let go; null when nothing is. */
export function useSelectedWords(root: Readonly<Ref<HTMLElement | null>>) {
  const selected = shallowRef<SelectedWords | null>(null);
  let isPressed = false;

  function look(): void {
    if (!isPressed) selected.value = selectedIn(root.value);
  }
  useEventListener(document, 'selectionchange', look);
  useEventListener(document, 'pointerdown', () => (isPressed = true));
  useEventListener(document, ['pointerup', 'pointercancel'], () => {
    isPressed = false;
    look();
  });
  return selected;
}

function selectedIn(root: HTMLElement | null): SelectedWords | null {
  const selection = getSelection();
  if (root === null || selection === null || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  const start = offsetIn(root, range.startContainer, range.startOffset);
  const end = offsetIn(root, range.endContainer, range.endOffset);
  if (start === null || end === null) return null;
  const quote = quoteAt(root.textContent, { start, end });
  const line = [...range.getClientRects()].at(-1);
  return quote === null || line === undefined ? null : { quote, end: { x: line.right, y: line.bottom } };
}
