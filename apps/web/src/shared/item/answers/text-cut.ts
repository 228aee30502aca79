export interface Cut {
  readonly text: string;
  /** What did not fit; empty when everything did. */
  readonly cut: string;
}

/**
 * What of an entered text fits. What was entered last is what is cut, so that a long paste in the middle
 * never pushes out what stood behind it; no character is cut in half.
 *
 * @param limit in UTF-16 units
 * @param caret where the entry ended
 */
export function cutToLimit(text: string, limit: number, caret: number): Cut {
  const over = text.length - limit;
  if (over <= 0) return { text, cut: '' };
  const end = Math.max(caret, over);
  const start = wholeAt(text, end - over);
  return { text: text.slice(0, start) + text.slice(end), cut: text.slice(start, end) };
}

/** The database stores neither U+0000 nor half a surrogate pair. */
export function storable(text: string): string {
  return text.toWellFormed().replaceAll('\u0000', '');
}

export function countWords(text: string): number {
  return text.split(/\s+/u).filter((word) => word !== '').length;
}

/** The place before a surrogate pair that the given one would halve. */
function wholeAt(text: string, place: number): number {
  const isHalf =
    /^[\uDC00-\uDFFF]/.test(text.charAt(place)) && /[\uD800-\uDBFF]$/.test(text.charAt(place - 1));
  return isHalf ? place - 1 : place;
}
