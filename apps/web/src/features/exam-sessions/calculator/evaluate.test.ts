import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluate } from './evaluate.ts';

const valueOf = (expression: string) => {
  const result = evaluate(expression);
  return result.ok ? result.text : result.fault;
};

describe('the calculator', () => {
  it.each([
    ['1 + 2 × 3', '7'],
    ['(1 + 2) × 3', '9'],
    ['8 ÷ 4 ÷ 2', '1'],
    ['10 − 4 − 3', '3'],
    ['2 − −3', '5'],
    ['−2 × −3', '6'],
    ['2(3 + 4)', '14'],
    ['(1 + 1)(2 + 2)', '8'],
    ['√9 + 1', '4'],
    ['√(9 + 16)', '5'],
    ['2√2', '2.82842712475'],
    ['√0', '0'],
    ['√0.25', '0.5'],
    ['√1000', '31.6227766017'],
    ['50 %', '0.5'],
    ['200 × 15%', '30'],
    ['5%%', '0.0005'],
    ['2*3/4-1', '0.5'],
    ['.5 + 1.', '1.5'],
    ['  7  ', '7'],
  ])('makes of %s %s', (expression, value) => {
    expect(valueOf(expression)).toBe(value);
  });

  it.each([
    ['0.1 + 0.2', '0.3'],
    ['0.1 × 3', '0.3'],
    ['1 ÷ 3', '0.333333333333'],
    ['2 ÷ 3', '0.666666666667'],
    ['1 ÷ 3 × 3', '1'],
    ['√2 × √2', '2'],
    ['1000000.1 − 1000000', '0.1'],
    ['123456789012 + 0.4', '123456789012'],
    ['99999999999999', '100000000000000'],
    ['1 − 1', '0'],
    ['-0.5', '-0.5'],
  ])('calculates in decimals, to twelve digits: %s is %s', (expression, value) => {
    expect(valueOf(expression)).toBe(value);
  });

  it.each([
    ['10000000000 × 10000000000', '1E20'],
    ['15 × 10000000000 × 10000000000', '1.5E21'],
    ['1 ÷ 30000000000', '3.33333333333E-11'],
    ['1.5E3 + 1', '1501'],
    ['1E-3', '0.001'],
  ])('writes very large and small numbers with their power: %s is %s', (expression, value) => {
    expect(valueOf(expression)).toBe(value);
  });

  it.each([
    ['1 ÷ 0', 'division-by-zero'],
    ['1 ÷ (2 − 2)', 'division-by-zero'],
    ['√(1 − 2)', 'root-of-negative'],
    ['√−4', 'root-of-negative'],
    ['', 'unfinished'],
    ['2 +', 'unfinished'],
    ['(3', 'unfinished'],
    ['√', 'unfinished'],
    ['2 + abc', 'not-understood'],
    ['1,5', 'not-understood'],
    ['1..2', 'not-understood'],
    ['2 3', 'not-understood'],
    ['3)', 'not-understood'],
    ['()', 'not-understood'],
    ['× 2', 'not-understood'],
    ['1E60 × 1E60', 'too-large'],
    ['1E999', 'too-large'],
    ['1'.repeat(201), 'too-large'],
  ])('says of %s: %s', (expression, fault) => {
    expect(valueOf(expression)).toBe(fault);
  });

  it('agrees with whole numbers wherever those are exact', () => {
    const number = fc.integer({ min: -99_999, max: 99_999 });
    fc.assert(
      fc.property(number, number, number, (a, b, c) => {
        expect(valueOf(`(${String(a)}) + (${String(b)}) × (${String(c)})`)).toBe(String(a + b * c));
      }),
    );
  });

  it('never fails otherwise than in words, whatever is typed', () => {
    const typed = fc
      .array(fc.constantFrom('1', '0', '9', '.', '+', '−', '×', '÷', '(', ')', '%', '√', 'E', ' '), {
        maxLength: 40,
      })
      .map((signs) => signs.join(''));
    fc.assert(
      fc.property(typed, (expression) => {
        expect(valueOf(expression)).toMatch(/^(?:-?\d[\d.E-]*|[a-z-]+)$/u);
      }),
      { numRuns: 500 },
    );
  });
});
