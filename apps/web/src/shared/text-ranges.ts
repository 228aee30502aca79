/** A stretch of a text, in characters. */
export interface TextSpan {
  readonly start: number;
  readonly end: number;
}

/** The words on the page; null when the text is shorter than that. */
export function rangeOf(element: HTMLElement, { start, end }: TextSpan): Range | null {
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

/** Its pieces of text, in reading order. */
export function textsOf(root: Node): Text[] {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    if (node instanceof Text) texts.push(node);
  }
  return texts;
}

/** Characters before a place; null when it lies outside. */
export function offsetIn(element: HTMLElement, node: Node, offset: number): number | null {
  if (!element.contains(node)) return null;
  const before = document.createRange();
  before.selectNodeContents(element);
  before.setEnd(node, offset);
  return before.toString().length;
}
