import type { Stretch } from '@attest/exam-engine/player';

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

/** The words of a stretch on the page; null when its text is shorter than it was. */
export function rangeOf(element: HTMLElement, { start, end }: Pick<Stretch, 'start' | 'end'>): Range | null {
  const range = document.createRange();
  let from = 0;
  let isBegun = false;
  for (const node of textsOf(element)) {
    const to = from + node.data.length;
    if (!isBegun && start < to) {
      range.setStart(node, start - from);
      isBegun = true;
    }
    if (isBegun && end <= to) {
      range.setEnd(node, end - from);
      return range;
    }
    from = to;
  }
  return null;
}

export function textsOf(root: Node): Text[] {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    if (node instanceof Text) texts.push(node);
  }
  return texts;
}

function offsetIn(element: HTMLElement, node: Node, offset: number): number | null {
  if (!element.contains(node)) return null;
  const before = document.createRange();
  before.selectNodeContents(element);
  before.setEnd(node, offset);
  return before.toString().length;
}
