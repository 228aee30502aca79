import { AccommodationTool, TimeFactor } from '@attest/contracts';
import { describe, expect, it } from 'vitest';
import { endOfDay, factors, readMinutes, tools } from './grant.ts';

describe('the form that grants accommodations', () => {
  it('offers everything that can be granted', () => {
    expect(tools).toEqual(AccommodationTool.options);
    expect(factors.map((factor) => TimeFactor.parse(factor))).toEqual(
      TimeFactor.options.map(({ value }) => value),
    );
  });

  it.each([
    ['', 0],
    [' 15 ', 900],
    ['0', 0],
    ['1440', 86_400],
    ['1441', null],
    ['1.5', null],
    ['-5', null],
    ['ten', null],
  ])('reads “%s” minutes as %s seconds', (entered, seconds) => {
    expect(readMinutes(entered)).toBe(seconds);
  });

  it('lets a day count to its end', () => {
    expect(new Date(endOfDay('2026-11-22')).getHours()).toBe(23);
  });
});
