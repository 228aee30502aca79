import { describe, expect, it } from 'vitest';
import { parseNumber } from './entered-number.ts';

describe('parseNumber', () => {
  it.each<[string, number | null]>([
    ['12', 12],
    [' 12.5 ', 12.5],
    ['12,5', 12.5],
    ['1,250', 1250],
    ['1,250.5', 1250.5],
    ['1 250', 1250],
    ['−3', -3],
    ['+.5', 0.5],
    ['2e3', 2000],
    ['', null],
    ['twelve', null],
    ['12 %', null],
    ['1,2,3', null],
    ['0x10', null],
    ['Infinity', null],
    ['1e999', null],
  ])('reads %j', (text, value) => {
    expect(parseNumber(text)).toBe(value);
  });
});
