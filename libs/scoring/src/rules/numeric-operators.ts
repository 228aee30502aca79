/** Operators over numbers. NULL on any side gives NULL. */
import type { Operation } from '@attest/item-bank';
import { amount, numberOf, truth } from './rule-values.ts';
import type { Value } from './rule-values.ts';

type Of<Op extends Operation['op']> = Extract<Operation, { op: Op }>;

/** All numbers of all operands, containers included; whole as long as each operand is. */
export function sum(values: readonly Value[]): Value {
  const known = values.filter((value) => value !== null);
  if (known.length < values.length) return null;
  const total = known
    .flatMap((value) => value.values)
    .reduce<number>((subtotal, atom) => subtotal + (typeof atom === 'number' ? atom : 0), 0);
  return amount(known.every(({ baseType }) => baseType === 'integer') ? 'integer' : 'float', total);
}

type Comparison = 'gt' | 'gte' | 'lt' | 'lte';

export function compare(op: Comparison, values: readonly Value[]): Value {
  return ofTwo(values, (a, b) => {
    switch (op) {
      case 'gt':
        return a > b;
      case 'gte':
        return a >= b;
      case 'lt':
        return a < b;
      case 'lte':
        return a <= b;
    }
  });
}

/** Bounds are decimal fractions and rarely exact in binary: this close to a bound is on it. */
const boundEpsilon = 1e-9;

export function equal(operation: Of<'equal'>, values: readonly Value[]): Value {
  const { mode, tolerance, includeLowerBound, includeUpperBound } = operation;
  return ofTwo(values, (a, b) => {
    if (mode === 'exact') return a === b;
    const [below, above] = tolerance.map((each) => (mode === 'absolute' ? each : (a * each) / 100));
    const isOn = (bound: number) => Math.abs(b - bound) <= boundEpsilon * Math.max(1, Math.abs(bound));
    const lower = a - (below ?? 0);
    const upper = a + (above ?? 0);
    return (isOn(lower) ? includeLowerBound : b > lower) && (isOn(upper) ? includeUpperBound : b < upper);
  });
}

export function equalRounded({ rounding, figures }: Of<'equal-rounded'>, values: readonly Value[]): Value {
  return ofTwo(values, (a, b) => roundDecimal(a, rounding, figures) === roundDecimal(b, rounding, figures));
}

/** To the nearest whole number, halves upwards: 6.5 to 7, −6.5 to −6. */
export function round([value = null]: readonly Value[]): Value {
  const given = numberOf(value);
  return given === null ? null : amount('integer', Math.round(given));
}

function ofTwo(
  [first = null, second = null]: readonly Value[],
  is: (a: number, b: number) => boolean,
): Value {
  const [a, b] = [numberOf(first), numberOf(second)];
  return a === null || b === null ? null : truth(is(a, b));
}

/**
 * A number rounded in its decimal form, as a person would: 3.175 to three figures is 3.18, although the
 * double nearest to 3.175 lies below it. The digit after the last kept one decides; 5 rounds away from 0.
 */
function roundDecimal(value: number, rounding: Of<'equal-rounded'>['rounding'], figures: number): number {
  const [mantissa = '0', exponent = '0'] = Math.abs(value).toExponential().split('e');
  const digits = mantissa.replace('.', '');
  const kept = rounding === 'significant-figures' ? figures : figures + Number(exponent) + 1;
  if (kept < 0) return 0;
  if (kept >= digits.length) return value + 0;
  const isUp = digits.charAt(kept) >= '5';
  const whole = BigInt(digits.slice(0, kept) || '0') + (isUp ? 1n : 0n);
  return Math.sign(value) * Number(`${String(whole)}e${String(Number(exponent) - kept + 1)}`) + 0;
}
