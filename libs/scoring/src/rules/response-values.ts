/** Between what candidates enter and what keys hold on one side, and values of rules on the other. */
import { parseNumber } from '@attest/contracts/entered-number';
import type { ResponsePart, RuleAtom } from '@attest/contracts';
import type { CorrectResponse, ValueType } from '@attest/item-bank';
import { normaliseText } from '../entered-text.ts';
import {
  distinct,
  enteredOrder,
  isPairedKey,
  isSelectedKey,
  keyPairs,
  responsePairs,
  selectedIds,
} from '../parts.ts';
import { amount, container, single } from './rule-values.ts';
import type { Value } from './rule-values.ts';

/**
 * A response as its declaration names it. What does not fit, a response of another kind or several picks
 * for a single variable, is NULL: nothing was answered.
 */
export function valueOfResponse(correct: CorrectResponse, part: ResponsePart | null, type: ValueType): Value {
  if (part === null) return null;
  if (isSelectedKey(correct)) return valueOf(type, selectedIds(correct, part));
  if (isPairedKey(correct)) return valueOf(type, pairs(responsePairs(correct, part)));
  if (correct.kind === 'order') return valueOf(type, [...enteredOrder(part)]);
  return part.kind === 'text' || part.kind === 'number' ? valueOfText(type, part.text) : null;
}

/** The declared correct value; NULL where only people can tell. Of several accepted texts the first. */
export function valueOfKey(correct: CorrectResponse, type: ValueType): Value {
  if (isSelectedKey(correct)) return valueOf(type, distinct(correct.selected));
  if (isPairedKey(correct)) return valueOf(type, pairs(keyPairs(correct)));
  switch (correct.kind) {
    case 'order':
      return valueOf(type, [...correct.order]);
    case 'text':
      return valueOfText(type, correct.accept[0] ?? '');
    case 'number':
      return type.baseType === 'integer' || type.baseType === 'float'
        ? amount(type.baseType, correct.value)
        : null;
    case 'rubric':
      return null;
  }
}

function valueOf({ baseType, cardinality }: ValueType, atoms: readonly RuleAtom[]): Value {
  if (cardinality !== 'single') return container(baseType, cardinality, atoms);
  const [atom] = atoms;
  return atom === undefined || atoms.length > 1 ? null : single(baseType, atom);
}

function pairs(list: readonly (readonly [string, string])[]): [string, string][] {
  return list.map(([left, right]) => [left, right]);
}

/** Typed text; numbers as people write them, a point as two of them with a blank between. */
function valueOfText({ baseType }: ValueType, text: string): Value {
  const normal = normaliseText(text);
  if (normal === '') return null;
  switch (baseType) {
    case 'string':
      return single('string', normal);
    case 'float':
    case 'integer': {
      const entered = parseNumber(normal);
      const fits = entered !== null && (baseType === 'float' || Number.isInteger(entered));
      return fits ? amount(baseType, entered) : null;
    }
    case 'point': {
      const [x, y, ...more] = normal.split(' ').map(parseNumber);
      const fits = typeof x === 'number' && typeof y === 'number' && more.length === 0;
      return fits ? single('point', [x, y]) : null;
    }
    default:
      return null;
  }
}
