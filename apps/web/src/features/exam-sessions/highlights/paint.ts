import type { Highlight as MarkedStretch } from '@attest/exam-engine/player';
import { rangeOf, textsOf } from '../../../shared/text-ranges.ts';
import type { TextPlace } from './places.ts';

type Style = MarkedStretch['style'];
interface Painted {
  readonly element: HTMLElement;
  readonly highlight: MarkedStretch;
}

const styles: readonly Style[] = ['solid', 'wavy'];
const nameOf = (style: Style) => `marked-${style}`;
const paintsRanges = 'highlights' in CSS;

/** Draws highlights over the texts of the page, in place of what was drawn before. */
export function paint(
  places: readonly TextPlace[],
  marks: ReadonlyMap<string, readonly MarkedStretch[]>,
): void {
  const painted = places.flatMap(({ id, place, element }) =>
    (marks.get(id) ?? [])
      .filter((highlight) => highlight.place === place)
      .map((highlight) => ({ element, highlight })),
  );
  if (paintsRanges) paintRanges(painted);
  else wrapWords(painted);
}

export function unpaint(): void {
  paint([], new Map());
}

/** The page stays as it is: the browser draws the ranges (CSS Custom Highlight API). */
function paintRanges(painted: readonly Painted[]): void {
  for (const style of styles) {
    const ranges = painted
      .filter(({ highlight }) => highlight.style === style)
      .flatMap(({ element, highlight }) => rangeOf(element, highlight) ?? []);
    if (ranges.length === 0) CSS.highlights.delete(nameOf(style));
    else CSS.highlights.set(nameOf(style), new Highlight(...ranges));
  }
}

/** For browsers without that interface (Firefox before 140): the words are wrapped. */
function wrapWords(painted: readonly Painted[]): void {
  for (const mark of document.querySelectorAll<HTMLElement>('mark[data-drawn]')) {
    const parent = mark.parentNode;
    mark.replaceWith(...mark.childNodes);
    parent?.normalize();
  }
  for (const { element, highlight } of painted) {
    const range = rangeOf(element, highlight);
    if (range !== null) wrap(element, range, nameOf(highlight.style));
  }
}

function wrap(element: HTMLElement, range: Range, className: string): void {
  const { startContainer, startOffset, endContainer, endOffset } = range;
  for (const text of textsOf(element).filter((node) => range.intersectsNode(node))) {
    const to = text === endContainer ? endOffset : text.data.length;
    const from = text === startContainer ? startOffset : 0;
    if (from >= to) continue;
    text.splitText(to);
    const words = text.splitText(from);
    const mark = document.createElement('mark');
    mark.dataset['drawn'] = '';
    mark.className = className;
    words.replaceWith(mark);
    mark.append(words);
  }
}
