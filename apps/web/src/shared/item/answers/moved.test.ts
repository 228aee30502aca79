import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { letterOf } from '../letters.ts';
import { moved } from './moved.ts';

describe('moving a step', () => {
  it('takes it to its new place and keeps the order of the others', () => {
    expect(moved(['a', 'b', 'c', 'd'], 0, 2)).toEqual(['b', 'c', 'a', 'd']);
    expect(moved(['a', 'b', 'c', 'd'], 3, 0)).toEqual(['d', 'a', 'b', 'c']);
  });

  it('changes nothing beyond the ends', () => {
    expect(moved(['a', 'b'], 0, -1)).toEqual(['a', 'b']);
    expect(moved(['a', 'b'], 1, 2)).toEqual(['a', 'b']);
  });

  it('loses and doubles no step', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string()), fc.integer(), fc.integer(), (steps, from, to) => {
        expect(moved(steps, from, to).toSorted()).toEqual(steps.toSorted());
      }),
    );
  });
});

describe('letters of options', () => {
  it('go on after Z', () => {
    expect([0, 3, 25, 26, 27].map(letterOf)).toEqual(['A', 'D', 'Z', 'AA', 'AB']);
  });
});
