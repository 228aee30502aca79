import type { Outcome, ResponseValue } from '@attest/contracts';
import type { ItemKey, ItemMetadata } from '@attest/item-bank';
import type { Misconceptions } from './reveal.ts';
import type { ItemScore } from './score-item.ts';

/** One item of the form, with what outcomes need of it. */
export interface OutcomeItem {
  /** Position in the form, from 1. */
  readonly number: number;
  readonly domain: string;
  readonly expectedDifficulty: number;
  readonly references: ItemMetadata['references'];
  /** Mixed in, never scored. */
  readonly isPretest: boolean;
  readonly key: ItemKey;
}

export interface OutcomeResponse {
  /** Number of the item in the form. */
  readonly number: number;
  /** In bank ids. */
  readonly value: ResponseValue | null;
  readonly secondsSpent: number | null;
}

export interface OutcomeInput {
  readonly session: {
    readonly id: string;
    /** Instants, as stored. */
    readonly startedAt: string;
    readonly closedAt: string;
  };
  /** 1, and one more with each regrading. */
  readonly revision: number;
  readonly exam: Outcome['exam'];
  readonly owner: Outcome['owner'];
  readonly items: readonly OutcomeItem[];
  readonly responses: readonly OutcomeResponse[];
  /** Raw cut of a standard-setting study; null: the sum of expected difficulties, shown as provisional. */
  readonly studyRawCut: number | null;
  readonly domains: readonly { readonly id: string; readonly name: string }[];
  readonly sources: readonly { readonly id: string; readonly name: string }[];
  readonly errors: Misconceptions;
  /** Digests of the stored form, keys and responses; the version of the rules is added here. */
  readonly madeFrom: Omit<Outcome['madeFrom'], 'rules'>;
  readonly canReview: boolean;
}

/** An item with its response and what it earned. */
export interface ScoredItem extends OutcomeItem {
  readonly value: ResponseValue | null;
  readonly secondsSpent: number | null;
  readonly score: ItemScore;
}
