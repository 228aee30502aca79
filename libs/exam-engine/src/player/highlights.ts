/** Stretches of text a candidate marked: never two over the same words. */
import type { Marks } from '@attest/contracts';

export type Highlight = NonNullable<Marks['highlights']>[number];
/** Characters of one text, from `start` up to but without `end`. */
export type Stretch = Pick<Highlight, 'place' | 'start' | 'end'>;

/**
 * Marks a stretch. What it touches in the same style becomes one with it; what it covers of the other
 * style takes the new one.
 */
export function addHighlight(highlights: readonly Highlight[], added: Highlight): Highlight[] {
  const others = highlights.flatMap((each) => (each.style === added.style ? [each] : cut(each, added)));
  const isJoined = (each: Highlight) =>
    each.style === added.style &&
    each.place === added.place &&
    each.start <= added.end &&
    each.end >= added.start;
  const joined = [added, ...others.filter(isJoined)];
  return inOrder([
    ...others.filter((each) => !isJoined(each)),
    {
      ...added,
      start: Math.min(...joined.map(({ start }) => start)),
      end: Math.max(...joined.map(({ end }) => end)),
    },
  ]);
}

/** Takes the marks off a stretch; what reaches beyond it stays. */
export function removeHighlight(highlights: readonly Highlight[], gone: Stretch): Highlight[] {
  return inOrder(highlights.flatMap((each) => cut(each, gone)));
}

/** Whether every character of a stretch is marked, in whatever style. */
export function isHighlighted(highlights: readonly Highlight[], stretch: Stretch): boolean {
  const bare = highlights.reduce<readonly Stretch[]>(
    (rest, each) => rest.flatMap((piece) => cut(piece, each)),
    [stretch],
  );
  return bare.length === 0;
}

function cut<Piece extends Stretch>(piece: Piece, gone: Stretch): Piece[] {
  if (piece.place !== gone.place || piece.end <= gone.start || piece.start >= gone.end) return [piece];
  return [
    { ...piece, end: gone.start },
    { ...piece, start: gone.end },
  ].filter(({ start, end }) => start < end);
}

function inOrder(highlights: readonly Highlight[]): Highlight[] {
  return highlights.toSorted((a, b) =>
    a.place === b.place ? a.start - b.start : a.place < b.place ? -1 : 1,
  );
}
