/** Uniform views on what was entered and what is right. What does not fit the key's kind counts as nothing. */
import type { ResponsePart } from '@attest/contracts';
import type { CorrectResponse } from '@attest/item-bank';

export type Pair = readonly [left: string, right: string];

/** Kinds whose response is a set of ids. */
export type SelectedKey = Extract<CorrectResponse, { kind: 'choice' | 'spans' | 'places' }>;
/** Kinds whose response joins a premise, row or blank to a choice. */
export type PairedKey = Extract<CorrectResponse, { kind: 'match' | 'matrix' | 'inline' }>;

export function isSelectedKey(correct: CorrectResponse): correct is SelectedKey {
  return correct.kind === 'choice' || correct.kind === 'spans' || correct.kind === 'places';
}

export function isPairedKey(correct: CorrectResponse): correct is PairedKey {
  return correct.kind === 'match' || correct.kind === 'matrix' || correct.kind === 'inline';
}

/** Chosen ids, each once, in code-unit order: the order of choosing carries no meaning. */
export function selectedIds(correct: SelectedKey, part: ResponsePart | null): string[] {
  if (part?.kind !== correct.kind || !('selected' in part)) return [];
  return distinct(part.selected);
}

/** Pairs of the key in code-unit order of their left side. */
export function keyPairs(correct: PairedKey): Pair[] {
  const pairs: Pair[] = pairsOf(correct);
  return pairs.toSorted(byLeft);
}

/**
 * Pairs of the response in the same order. A left side that is joined to several choices is left out:
 * naming every choice for a premise must not earn its point.
 */
export function responsePairs(correct: PairedKey, part: ResponsePart | null): Pair[] {
  if (part?.kind !== correct.kind || 'selected' in part) return [];
  const pairs = pairsOf(part);
  const rights = (left: string) => new Set(pairs.filter(([id]) => id === left).map(([, right]) => right));
  const clear = pairs.filter(([left], at) => {
    const isFirst = pairs.findIndex(([id]) => id === left) === at;
    return isFirst && rights(left).size === 1;
  });
  return clear.toSorted(byLeft);
}

/** The entered order; empty when the part is of another kind. */
export function enteredOrder(part: ResponsePart | null): readonly string[] {
  return part?.kind === 'order' ? part.order : [];
}

export function distinct(ids: readonly string[]): string[] {
  return [...new Set(ids)].toSorted(compareText);
}

/** Code-unit order: the same on every machine, whatever its language. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

type AnyPairs =
  | { readonly kind: 'match'; readonly pairs: readonly Pair[] }
  | { readonly kind: 'matrix'; readonly cells: readonly Pair[] }
  | { readonly kind: 'inline'; readonly blanks: Readonly<Record<string, string>> };

function pairsOf(holder: AnyPairs): Pair[] {
  switch (holder.kind) {
    case 'match':
      return [...holder.pairs];
    case 'matrix':
      return [...holder.cells];
    case 'inline':
      return Object.entries(holder.blanks);
  }
}

function byLeft(a: Pair, b: Pair): number {
  return compareText(a[0], b[0]);
}
