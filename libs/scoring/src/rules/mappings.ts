/** QTI mappings: from what was entered to points. */
import type { RuleAtom } from '@attest/contracts';
import type { AreaMapping, ResponseMapping } from '@attest/item-bank';
import { compareText } from '../parts.ts';
import { holds } from './areas.ts';
import { fold } from './logic-operators.ts';
import { amount, isSameAtom, nameOfAtom } from './rule-values.ts';
import type { Value } from './rule-values.ts';

/**
 * A single value gives its entry; a container the sum of them, each distinct value once, kept within the
 * bounds. Without an entry a value is worth the default, and so is no response to a single variable.
 */
export function mapResponse(mapping: ResponseMapping, value: Value, isSingle: boolean): Value {
  const pointsOf = (atom: RuleAtom) => entryOf(mapping, value, atom) ?? mapping.default;
  if (isSingle) {
    const [atom] = value?.values ?? [];
    return amount('float', atom === undefined ? mapping.default : pointsOf(atom));
  }
  const total = distinctAtoms(value).reduce<number>((sum, atom) => sum + pointsOf(atom), 0);
  return amount('float', bounded(total, mapping));
}

/**
 * The same for points: the first area that holds a point decides, each area counts once however many
 * points lie in it, and a point outside all of them is worth the default.
 */
export function mapPoints(mapping: AreaMapping, value: Value, isSingle: boolean): Value {
  const found = distinctAtoms(value).map((atom) => mapping.areas.find((area) => holds(area, atom)) ?? null);
  const outside = found.filter((area) => area === null).length * mapping.default;
  const within = [...new Set(found)].reduce((sum, area) => sum + (area?.value ?? 0), 0);
  if (isSingle) return amount('float', value === null ? mapping.default : within + outside);
  return amount('float', bounded(within + outside, mapping));
}

function entryOf(
  { entries, caseSensitive }: ResponseMapping,
  value: Value,
  atom: RuleAtom,
): number | undefined {
  const name = nameOfAtom(atom);
  const isNumber = typeof atom === 'number';
  const isOpposite = value?.baseType === 'pair' && typeof atom === 'object';
  const names = isOpposite ? [name, [...atom].toReversed().join(' ')] : [name];
  // Where two keys fold into one text, the first in code-unit order: the database orders keys its own way.
  const found = Object.entries(entries)
    .toSorted(([a], [b]) => compareText(a, b))
    .find(([key]) =>
      isNumber
        ? Number(key) === atom
        : names.some((each) => fold(each, caseSensitive) === fold(key, caseSensitive)),
    );
  return found?.[1];
}

function distinctAtoms(value: Value): RuleAtom[] {
  if (value === null) return [];
  const { baseType, values } = value;
  return values.filter((atom, at) => values.findIndex((other) => isSameAtom(baseType, atom, other)) === at);
}

function bounded(
  total: number,
  { lowerBound, upperBound }: Pick<ResponseMapping, 'lowerBound' | 'upperBound'>,
): number {
  return Math.min(Math.max(total, lowerBound ?? -Infinity), upperBound ?? Infinity);
}
