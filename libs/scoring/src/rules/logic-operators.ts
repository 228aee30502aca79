/** Operators over conditions and texts. */
import type { Operation } from '@attest/item-bank';
import { textOf, truth, truthOf } from './rule-values.ts';
import type { Value } from './rule-values.ts';

type Of<Op extends Operation['op']> = Extract<Operation, { op: Op }>;

/** False as soon as one is false; NULL where the rest is true and something is NULL. */
export function and(values: readonly Value[]): Value {
  const known = values.map(truthOf);
  if (known.includes(false)) return truth(false);
  return truth(known.includes(null) ? null : true);
}

/** True as soon as one is true; NULL where the rest is false and something is NULL. */
export function or(values: readonly Value[]): Value {
  const known = values.map(truthOf);
  if (known.includes(true)) return truth(true);
  return truth(known.includes(null) ? null : false);
}

export function not([value = null]: readonly Value[]): Value {
  const given = truthOf(value);
  return truth(given === null ? null : !given);
}

/** Whether the texts agree, or the first contains the second. */
export function stringMatch(
  { caseSensitive, substring }: Of<'string-match'>,
  values: readonly Value[],
): Value {
  return ofTexts(values, caseSensitive, (a, b) => (substring ? a.includes(b) : a === b));
}

/** Whether the second text contains the first. */
export function isSubstring({ caseSensitive }: Of<'substring'>, values: readonly Value[]): Value {
  return ofTexts(values, caseSensitive, (a, b) => b.includes(a));
}

function ofTexts(
  [first = null, second = null]: readonly Value[],
  caseSensitive: boolean,
  is: (a: string, b: string) => boolean,
): Value {
  const [a, b] = [textOf(first), textOf(second)];
  return a === null || b === null ? null : truth(is(fold(a, caseSensitive), fold(b, caseSensitive)));
}

/** How an accented letter is encoded never matters. */
export function fold(text: string, caseSensitive: boolean): string {
  const composed = text.normalize('NFC');
  return caseSensitive ? composed : composed.toLowerCase();
}
