import { describe, expect, it } from 'vitest';
import { readFigure, showFigure } from './entered-figure.ts';

describe('a figure that somebody entered', () => {
  it.each<[string, number, number | null]>([
    ['20', 60, 1200],
    ['1,5', 60, 90],
    ['', 60, null],
    [' ', 1, null],
    ['ten', 1, null],
    ['10', 0.01, 0.1],
    ['33.3', 0.01, 0.333],
    ['12', 1, 12],
  ])('%o in units of %d is %o', (entered, scale, value) => {
    expect(readFigure(entered, scale)).toBe(value);
  });

  it.each<[number | null, number, string]>([
    [1200, 60, '20'],
    [0.07, 0.01, '7'],
    [0.29, 0.01, '29'],
    [null, 1, ''],
  ])('%o in units of %d is shown as %o', (value, scale, shown) => {
    expect(showFigure(value, scale)).toBe(shown);
  });
});
