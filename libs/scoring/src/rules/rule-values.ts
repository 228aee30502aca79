/** Values that rules work with. NULL is `null`; a container is never empty, as an empty one is NULL. */
import type { BaseType, Cardinality, RuleAtom, RuleValue } from '@attest/contracts';

export type Value = RuleValue | null;

export function single(baseType: BaseType, atom: RuleAtom): RuleValue {
  return { baseType, cardinality: 'single', values: [atom] };
}

export function truth(is: boolean | null): Value {
  return is === null ? null : single('boolean', is);
}

/** A number that has left the range of doubles is NULL. */
export function amount(baseType: 'integer' | 'float', value: number): Value {
  // -0 and 0 are one number to an author, and two texts in JSON.
  return Number.isFinite(value) ? single(baseType, value + 0) : null;
}

export function container(
  baseType: BaseType,
  cardinality: Exclude<Cardinality, 'single'>,
  values: readonly RuleAtom[],
): Value {
  return values.length === 0 ? null : { baseType, cardinality, values: [...values] };
}

export function truthOf(value: Value): boolean | null {
  const [atom] = value?.values ?? [];
  return typeof atom === 'boolean' ? atom : null;
}

export function numberOf(value: Value): number | null {
  const [atom] = value?.values ?? [];
  return typeof atom === 'number' ? atom : null;
}

export function textOf(value: Value): string | null {
  const [atom] = value?.values ?? [];
  return typeof atom === 'string' ? atom : null;
}

/** Two values of one base type: a pair has no direction, a directed pair has one. */
export function isSameAtom(baseType: BaseType, a: RuleAtom, b: RuleAtom): boolean {
  if (typeof a !== 'object' || typeof b !== 'object') return a === b;
  const isSame = a[0] === b[0] && a[1] === b[1];
  return isSame || (baseType === 'pair' && a[0] === b[1] && a[1] === b[0]);
}

/** QTI `match`: ordered containers agree place by place, multiple ones in what they hold and how often. */
export function isSameValue(a: RuleValue, b: RuleValue): boolean {
  if (a.values.length !== b.values.length) return false;
  const isSame = (one: RuleAtom, other: RuleAtom | undefined) =>
    other !== undefined && isSameAtom(a.baseType, one, other);
  if (a.cardinality !== 'multiple') return a.values.every((atom, at) => isSame(atom, b.values[at]));
  const rest = [...b.values];
  return a.values.every((atom) => {
    const at = rest.findIndex((other) => isSame(atom, other));
    if (at !== -1) rest.splice(at, 1);
    return at !== -1;
  });
}

/** How mappings name a value: pairs as `left right`. */
export function nameOfAtom(atom: RuleAtom): string {
  return typeof atom === 'object' ? atom.join(' ') : String(atom);
}
