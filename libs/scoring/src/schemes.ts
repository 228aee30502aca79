/**
 * The named schemes: how the response of one variable turns into terms. Full credit takes `possible`;
 * points are the sum of the terms, kept within the bounds and divided by `possible`.
 */
import type { ResponsePart, ScoreExplanation } from '@attest/contracts';
import type { CorrectResponse, ScoringScheme, VariableKey } from '@attest/item-bank';
import { hasContent } from './answered.ts';
import { matchesNumber, matchesText, normaliseText } from './entered-text.ts';
import {
  distinct,
  enteredOrder,
  isPairedKey,
  isSelectedKey,
  keyPairs,
  responsePairs,
  selectedIds,
} from './parts.ts';

type Term = ScoreExplanation['terms'][number];

/** How one variable was scored, whatever it is worth among those of its item. */
export type VariableScore = Omit<ScoreExplanation, 'share'>;

type MapScheme = Extract<ScoringScheme, { name: 'map' }>;

interface Sum {
  readonly terms: Term[];
  readonly possible: number;
  /** Bounds of the sum before it is divided. */
  readonly floor: number;
  readonly ceiling: number;
}

/** Points of one response variable, 0..1, with the terms they come from. A rubric is not scored here. */
export function scoreVariable(key: VariableKey, part: ResponsePart | null): VariableScore {
  const entered = part !== null && hasContent(part) ? part : null;
  const { terms, possible, floor, ceiling } = sumOf(key, entered);
  const total = terms.reduce((sum, { value }) => sum + value, 0);
  const kept = Math.min(Math.max(total, floor), ceiling);
  return {
    responseVariable: key.responseVariable,
    scheme: key.scheme.name,
    terms,
    total,
    possible,
    points: entered === null || possible <= 0 ? 0 : Math.min(1, Math.max(0, kept / possible)),
  };
}

function sumOf({ correct, scheme }: VariableKey, part: ResponsePart | null): Sum {
  switch (scheme.name) {
    case 'rubric':
      return { terms: [], possible: 0, floor: 0, ceiling: 0 };
    case 'all-or-nothing':
      return whole(correct, part);
    case 'adjacent-pairs':
      return adjacentPairs(correct, part);
    case 'map':
      return mapped(correct, part, scheme);
    case 'plus-minus-floor':
    case 'per-pair':
    case 'per-cell':
    case 'per-span':
      return eachForItself(correct, part);
  }
}

function upTo(possible: number, terms: Term[]): Sum {
  return { terms, possible, floor: 0, ceiling: possible };
}

/** QTI `match_correct`: one term, the whole key, worth 1. */
function whole(correct: CorrectResponse, part: ResponsePart | null): Sum {
  const refs = correctRefs(correct);
  if (isExact(correct, part)) return upTo(1, [{ refs, outcome: 'hit', value: 1 }]);
  const wrong = wrongRefs(correct, part).map((ids): Term => ({ refs: ids, outcome: 'wrong', value: 0 }));
  return upTo(1, [{ refs, outcome: 'missed', value: 0 }, ...wrong]);
}

function isExact(correct: CorrectResponse, part: ResponsePart | null): boolean {
  if (part === null) return false;
  if (isSelectedKey(correct)) return isSameList(selectedIds(correct, part), distinct(correct.selected));
  if (isPairedKey(correct)) {
    return isSameList(responsePairs(correct, part).flat(), keyPairs(correct).flat());
  }
  switch (correct.kind) {
    case 'order':
      return isSameList(enteredOrder(part), correct.order);
    case 'text':
      return part.kind === 'text' && matchesText(correct, part.text);
    case 'number':
      return part.kind === 'number' && matchesNumber(correct, part.text);
    case 'rubric':
      return false;
  }
}

/**
 * Each key, pair, cell or span for itself. A selection earns +1 a key and loses 1 for every other pick,
 * or marking everything would earn full credit; a premise, row or blank holds one choice, so a wrong
 * one simply earns nothing.
 */
function eachForItself(correct: CorrectResponse, part: ResponsePart | null): Sum {
  if (isSelectedKey(correct)) return selection(correct.selected, selectedIds(correct, part));
  if (isPairedKey(correct)) {
    const entered = new Map(responsePairs(correct, part));
    const terms = keyPairs(correct).map(([left, right]): Term => {
      const given = entered.get(left);
      if (given === right) return { refs: [left, right], outcome: 'hit', value: 1 };
      return {
        refs: given === undefined ? [left, right] : [left, given],
        outcome: given === undefined ? 'missed' : 'wrong',
        value: 0,
      };
    });
    return upTo(terms.length, terms);
  }
  return whole(correct, part);
}

function selection(key: readonly string[], selected: readonly string[]): Sum {
  const keys = distinct(key);
  const found = keys.map((id): Term =>
    selected.includes(id)
      ? { refs: [id], outcome: 'hit', value: 1 }
      : { refs: [id], outcome: 'missed', value: 0 },
  );
  const wrong = selected
    .filter((id) => !keys.includes(id))
    .map((id): Term => ({ refs: [id], outcome: 'wrong', value: -1 }));
  return upTo(keys.length, [...found, ...wrong]);
}

/**
 * The share of neighbours in the key order that are neighbours in the response. All n − 1 of them occur
 * in a response of the n steps only if it is exact; a wrong order keeps at most n − 2 (one block moved),
 * so partial credit ends at (n − 2)/(n − 1). Entries that are no steps are given the same ceiling.
 */
function adjacentPairs(correct: CorrectResponse, part: ResponsePart | null): Sum {
  if (correct.kind !== 'order') return whole(correct, part);
  const order = enteredOrder(part);
  const neighbours = new Set(pairsInOrder(order).map(([before, after]) => JSON.stringify([before, after])));
  const terms = pairsInOrder(correct.order).map((pair): Term => {
    const isHit = neighbours.has(JSON.stringify(pair));
    return {
      refs: [...pair],
      outcome: isHit ? 'hit' : order.length > 0 ? 'wrong' : 'missed',
      value: isHit ? 1 : 0,
    };
  });
  if (terms.length === 0) return whole(correct, part);
  const isWhole = isSameList(order, correct.order);
  return { ...upTo(terms.length, terms), ceiling: isWhole ? terms.length : terms.length - 1 };
}

/**
 * QTI `map_response`: the weights of what was entered, summed and kept within the bounds. Ids name
 * themselves, pairs stand as `left right`; what has no weight is worth 0. Full credit takes the upper
 * bound, or what the key earns where that is less.
 */
function mapped(correct: CorrectResponse, part: ResponsePart | null, scheme: MapScheme): Sum {
  const weightOf = (refs: readonly string[]) => {
    const name = refs.join(' ');
    return Object.hasOwn(scheme.weights, name) ? (scheme.weights[name] ?? 0) : 0;
  };
  const keys = correctUnits(correct);
  const keyNames = new Set(keys.map((refs) => refs.join(' ')));
  const entered = enteredUnits(correct, part);
  const enteredNames = new Set(entered.map((refs) => refs.join(' ')));
  const terms = entered.map((refs): Term => {
    const value = weightOf(refs);
    return { refs, outcome: value > 0 || keyNames.has(refs.join(' ')) ? 'hit' : 'wrong', value };
  });
  const missed = keys
    .filter((refs) => !enteredNames.has(refs.join(' ')))
    .map((refs): Term => ({ refs, outcome: 'missed', value: 0 }));
  const fullSum = keys.reduce((sum, refs) => sum + weightOf(refs), 0);
  const possible = fullSum > 0 ? Math.min(scheme.upperBound, fullSum) : scheme.upperBound;
  return { terms: [...terms, ...missed], possible, floor: scheme.lowerBound, ceiling: scheme.upperBound };
}

/** The parts that a mapping can weigh, each as the ids it consists of. */
function correctUnits(correct: CorrectResponse): string[][] {
  if (isSelectedKey(correct)) return distinct(correct.selected).map((id) => [id]);
  if (isPairedKey(correct)) return keyPairs(correct).map((pair) => [...pair]);
  if (correct.kind === 'order') return pairsInOrder(correct.order).map((pair) => [...pair]);
  return correct.kind === 'text' ? correct.accept.slice(0, 1).map((text) => [normaliseText(text)]) : [];
}

function enteredUnits(correct: CorrectResponse, part: ResponsePart | null): string[][] {
  if (isSelectedKey(correct)) return selectedIds(correct, part).map((id) => [id]);
  if (isPairedKey(correct)) return responsePairs(correct, part).map((pair) => [...pair]);
  if (correct.kind === 'order') return pairsInOrder(enteredOrder(part)).map((pair) => [...pair]);
  return correct.kind === 'text' && part?.kind === 'text' ? [[normaliseText(part.text)]] : [];
}

function correctRefs(correct: CorrectResponse): string[] {
  if (isSelectedKey(correct)) return distinct(correct.selected);
  if (isPairedKey(correct)) return keyPairs(correct).flat();
  return correct.kind === 'order' ? [...correct.order] : [];
}

/** What was entered and is not right, for the review. */
function wrongRefs(correct: CorrectResponse, part: ResponsePart | null): string[][] {
  if (isSelectedKey(correct)) {
    return selectedIds(correct, part)
      .filter((id) => !correct.selected.includes(id))
      .map((id) => [id]);
  }
  if (!isPairedKey(correct)) return [];
  const right = new Map(keyPairs(correct));
  return responsePairs(correct, part)
    .filter(([left, choice]) => right.get(left) !== choice)
    .map((pair) => [...pair]);
}

function pairsInOrder(order: readonly string[]): (readonly [string, string])[] {
  return order.slice(1).map((after, at) => [order[at] ?? '', after] as const);
}

function isSameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((entry, at) => entry === b[at]);
}
