import type { CertificationCode } from '@attest/contracts';
import type { Bank } from '../bank.ts';

export type Level = 'error' | 'warning';

/** Something in a bank that a check objects to, and what to do about it. */
export interface Finding {
  /** Number of the check. */
  readonly check: number;
  readonly level: Level;
  readonly path: string;
  readonly line: number;
  /** Path of the field in the record; null when the bank as a whole is meant. */
  readonly field: readonly PropertyKey[] | null;
  readonly message: string;
  readonly remedy: string;
  /** The item or stimulus; null when the bank as a whole is meant. */
  readonly itemId: string | null;
  /** Reason given in `lintReasons`; null when the finding stands. Errors cannot be accepted. */
  readonly acceptedBecause: string | null;
}

/** A measure of a whole bank against its limit. */
export interface Figure {
  readonly check: number;
  readonly certification: CertificationCode;
  readonly name: string;
  readonly value: number;
  /** A share is 0..1. */
  readonly unit: 'share' | 'number';
  readonly limit: string;
  readonly isMet: boolean;
  /** Items measured. */
  readonly itemCount: number;
  /** False below 60 items: the figure is shown and decides nothing. */
  readonly isBinding: boolean;
}

/**
 * YAML of the fields in which an item differs from a plain, sound single-choice item. Several stand for
 * items of one bank that differ from each other.
 */
export type ItemExample = readonly string[];

export interface Check {
  /** As in the item-writing standard. */
  readonly id: number;
  /** The heavier of its levels. */
  readonly level: Level;
  readonly title: string;
  readonly explain: string;
  /** `isWholeBank`: the items of each make a bank together, for what is seen between items. */
  readonly example: {
    readonly good: ItemExample;
    readonly bad: ItemExample;
    readonly isWholeBank?: boolean;
  };
  readonly check: (bank: Bank) => Finding[];
  readonly figures?: (bank: Bank) => Figure[];
}

/** Banks with fewer items are measured, not judged. */
export const smallestJudgedBank = 60;
