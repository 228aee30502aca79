import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { after, fresh } from '../../tests/sample-player.ts';
import { addHighlight, isHighlighted, removeHighlight, type Highlight } from './highlights.ts';
import { entryFor } from './state.ts';

const solid = (start: number, end: number, place = 'text-0'): Highlight => ({
  place,
  start,
  end,
  style: 'solid',
});
const wavy = (start: number, end: number): Highlight => ({ ...solid(start, end), style: 'wavy' });

describe('highlights', () => {
  it('become one where they overlap or touch', () => {
    const marked = [solid(0, 4), solid(10, 14)];
    expect(addHighlight(marked, solid(4, 11))).toEqual([solid(0, 14)]);
  });

  it('give way to another style over the same words', () => {
    expect(addHighlight([solid(0, 10)], wavy(3, 6))).toEqual([solid(0, 3), wavy(3, 6), solid(6, 10)]);
  });

  it('of different texts have nothing to do with each other', () => {
    expect(addHighlight([solid(0, 4)], solid(2, 6, 'text-1'))).toEqual([solid(0, 4), solid(2, 6, 'text-1')]);
  });

  it('leave what reaches beyond the words they are taken off', () => {
    expect(removeHighlight([solid(0, 10), wavy(12, 14)], solid(8, 13))).toEqual([solid(0, 8), wavy(13, 14)]);
  });

  it('never lie over each other, and cover what was marked last', () => {
    const place = fc.constantFrom('text-0', 'fact-1');
    const stretch = fc
      .tuple(place, fc.integer({ min: 0, max: 40 }), fc.integer({ min: 1, max: 12 }))
      .map(([at, start, length]) => ({ place: at, start, end: start + length }));
    const step = fc.record({ stretch, style: fc.constantFrom('solid', 'wavy', null) });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 25 }), (steps) => {
        let marked: Highlight[] = [];
        for (const { stretch: at, style } of steps) {
          marked = style === null ? removeHighlight(marked, at) : addHighlight(marked, { ...at, style });
          expect(isHighlighted(marked, at)).toBe(style !== null);
        }
        for (const [index, one] of marked.entries()) {
          expect(one.start).toBeLessThan(one.end);
          const next = marked[index + 1];
          if (next?.place === one.place) expect(next.start).toBeGreaterThanOrEqual(one.end);
        }
      }),
    );
  });

  it('are refused beyond two hundred, and what was there stays', () => {
    const full = Array.from({ length: 200 }, (_, at) => solid(at * 3, at * 3 + 1));
    const marked = after(fresh(), { type: 'highlight', id: 'q1', highlights: full });
    const more = after(marked, { type: 'highlight', id: 'q1', highlights: [...full, solid(900, 901)] });
    expect(more.refusal).toEqual({ reason: 'too-many-highlights', itemId: 'q1' });
    expect(entryFor(more, 'q1').marks.highlights).toEqual(full);
  });
});
