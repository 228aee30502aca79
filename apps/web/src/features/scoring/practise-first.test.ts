import type { Outcome } from '@attest/contracts';
import { describe, expect, it } from 'vitest';
import { isClose, practiseFirst } from './practise-first.ts';

type Domain = Outcome['domains'][number];
const domain = (name: string, band: Domain['band']): Domain => ({
  id: name,
  name,
  itemCount: 9,
  band,
  scaled: null,
});
const scale = { lowest: 200, cut: 500, highest: 800 };

describe('what an outcome says to practise first', () => {
  it('names the domains below the line', () => {
    expect(practiseFirst([domain('a', 'above'), domain('b', 'below'), domain('c', 'near')])).toEqual(['b']);
  });

  it('names those near the line when none is below', () => {
    expect(practiseFirst([domain('a', 'near'), domain('b', 'above')])).toEqual(['a']);
  });

  it('names nothing that rests on too few questions', () => {
    expect(practiseFirst([domain('a', null), domain('b', 'above')])).toEqual([]);
  });

  it('calls an outcome close only when its range reaches across the line', () => {
    expect(isClose({ scale, likely: { low: 480, high: 560 } })).toBe(true);
    expect(isClose({ scale, likely: { low: 500, high: 560 } })).toBe(false);
  });
});
