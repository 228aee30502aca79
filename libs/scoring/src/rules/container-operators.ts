/** Operators that make containers or look into them. */
import { digestOf } from '@attest/item-bank';
import { container, isSameAtom, isSameValue, single, truth } from './rule-values.ts';
import type { Value } from './rule-values.ts';

/** One container of all values; NULL operands are passed over. */
export function collect(cardinality: 'multiple' | 'ordered', values: readonly Value[]): Value {
  const known = values.filter((value) => value !== null);
  const [first] = known;
  if (first === undefined) return null;
  return container(
    first.baseType,
    cardinality,
    known.flatMap((value) => value.values),
  );
}

export function match([a = null, b = null]: readonly Value[]): Value {
  return a === null || b === null ? null : truth(isSameValue(a, b));
}

export function member([value = null, within = null]: readonly Value[]): Value {
  const [atom] = value?.values ?? [];
  if (atom === undefined || within === null) return null;
  return truth(within.values.some((each) => isSameAtom(within.baseType, each, atom)));
}

/** The container without any instance of the value. */
export function withoutValue([value = null, within = null]: readonly Value[]): Value {
  const [atom] = value?.values ?? [];
  if (atom === undefined || within === null || within.cardinality === 'single') return null;
  const rest = within.values.filter((each) => !isSameAtom(within.baseType, each, atom));
  return container(within.baseType, within.cardinality, rest);
}

/** @param n from 1; null or out of range gives NULL */
export function nth(n: number | null, [value = null]: readonly Value[]): Value {
  const atom = value === null || n === null ? undefined : value.values[n - 1];
  return value === null || atom === undefined ? null : single(value.baseType, atom);
}

/**
 * One value of the container, each equally likely to within 2⁻⁴⁰. It follows from the seed alone, so
 * that an outcome computed again is the same.
 */
export function draw(seed: readonly (string | number)[], [value = null]: readonly Value[]): Value {
  if (value === null) return null;
  const drawn = Number.parseInt(digestOf(seed).slice(0, 12), 16);
  const atom = value.values[drawn % value.values.length];
  return atom === undefined ? null : single(value.baseType, atom);
}
