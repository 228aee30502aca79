import type { Stretch } from '@attest/exam-engine/player';
import { offsetIn } from '../../../shared/text-ranges.ts';

/** A text of the page that can be highlighted: a block, a fact, an option, an exhibit. */
export interface TextPlace {
  /** The item, or `stimulus:<id>`, under which its highlights are saved. */
  readonly id: string;
  readonly place: string;
  readonly element: HTMLElement;
}

/** A stretch of one of the texts on screen. */
export interface PlacedStretch extends Stretch {
  readonly id: string;
}

/** The texts of the page, by their names in `data-place` within `data-marks`, in reading order. */
export function placesIn(root: ParentNode): TextPlace[] {
  return [...root.querySelectorAll<HTMLElement>('[data-marks] [data-place]')].flatMap((element) => {
    const id = element.closest<HTMLElement>('[data-marks]')?.dataset['marks'];
    const place = element.dataset['place'];
    return id === undefined || place === undefined ? [] : [{ id, place, element }];
  });
}

/** What a selection covers, text by text, without blanks at its ends. Offsets count characters of the text. */
export function stretchesIn(range: Range, places: readonly TextPlace[]): PlacedStretch[] {
  return places.flatMap(({ id, place, element }) => {
    if (!range.intersectsNode(element)) return [];
    const text = element.textContent;
    const from = offsetIn(element, range.startContainer, range.startOffset) ?? 0;
    const to = offsetIn(element, range.endContainer, range.endOffset) ?? text.length;
    const words = text.slice(from, to);
    const start = from + words.length - words.trimStart().length;
    const end = start + words.trim().length;
    return start < end ? [{ id, place, start, end }] : [];
  });
}

/** Every occurrence of words in a text, whatever their case and the blanks between them. */
export function occurrencesOf(words: string, { id, place, element }: TextPlace): PlacedStretch[] {
  const pattern = words
    .trim()
    .split(/\s+/u)
    .map((word) => word.replaceAll(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`))
    .join(String.raw`\s+`);
  if (pattern === '') return [];
  return [...element.textContent.matchAll(new RegExp(pattern, 'giu'))].map((found) => ({
    id,
    place,
    start: found.index,
    end: found.index + found[0].length,
  }));
}
