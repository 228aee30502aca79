import { describe, expect, it } from 'vitest';
import { edgePath, pointAlong, wrapLabel } from './diagram-shapes.ts';

describe('drawing a diagram', () => {
  it('draws a straight edge as a line', () => {
    expect(
      edgePath([
        { x: 0, y: 0 },
        { x: 40, y: 0 },
      ]),
    ).toBe('M0 0L40 0');
  });

  it('rounds corners by at most half of the shorter side', () => {
    expect(
      edgePath([
        { x: 0, y: 0 },
        { x: 40, y: 0 },
        { x: 40, y: 6 },
      ]),
    ).toBe('M0 0L32 0Q40 0 40 3L40 6');
  });

  it('draws nothing for an edge without points', () => {
    expect(edgePath([])).toBe('');
  });

  it('breaks a label that is too wide into two lines of nearly equal length', () => {
    expect(wrapLabel('Tool gateway', 200, 7)).toEqual(['Tool gateway']);
    expect(wrapLabel('patient number and passage', 100, 7)).toEqual(['patient number', 'and passage']);
    expect(wrapLabel('Orchestrator', 10, 7)).toEqual(['Orchestrator']);
  });

  it('finds places along the way of an edge', () => {
    const corner = [
      { x: 0, y: 0 },
      { x: 30, y: 0 },
      { x: 30, y: 10 },
    ];
    expect(pointAlong(corner, 0.5)).toEqual({ x: 20, y: 0 });
    expect(pointAlong(corner, 1)).toEqual({ x: 30, y: 10 });
    expect(pointAlong([{ x: 4, y: 5 }], 0.5)).toEqual({ x: 4, y: 5 });
    expect(pointAlong([], 0.5)).toEqual({ x: 0, y: 0 });
  });
});
