import type { CognitiveLevel } from '@attest/contracts';
import type { ItemMetadata } from '@attest/item-bank';

interface Bounds {
  readonly min?: number | undefined;
  readonly max?: number | undefined;
}

/** What a form must hold; the fields of an exam file. Shares are 0..1 of `itemCount`. */
export interface FormBlueprint {
  /** Scored items; the domain counts add up to it. */
  readonly itemCount: number;
  /** Items on trial mixed in beside them; none unless given. */
  readonly pretestCount?: number | undefined;
  readonly domains: Readonly<Record<string, number>>;
  readonly levels: Readonly<Partial<Record<CognitiveLevel, Bounds | undefined>>>;
  readonly scenarioShare: Bounds;
  /** A scenario appears with at least this many scored items, or not at all. */
  readonly minTestletSize: number;
  readonly maxPerIncident: number;
  /** Parts of the form in order; their counts add up to `itemCount`. No scenario lies in two of them. */
  readonly sections?: readonly { readonly itemCount: number }[] | undefined;
  /** Bounds of the mean expected difficulty. Without them 0.70 ± 0.03 is aimed at, not required. */
  readonly meanDifficulty?: { readonly min: number; readonly max: number } | undefined;
}

export type EligibleItem = Pick<
  ItemMetadata,
  | 'id'
  | 'domain'
  | 'cognitiveLevel'
  | 'stimulusId'
  | 'enemies'
  | 'incidents'
  | 'expectedDifficulty'
  | 'isPretest'
  | 'status'
  | 'validUntil'
>;

/** One item of a form. Numbers count from 1; a pretest item is never scored. */
export interface AssembledItem {
  readonly id: string;
  readonly number: number;
  readonly isPretest: boolean;
}

/** Why there is no form, as data and as a sentence. */
export type Shortfall = { readonly text: string } & (
  | { readonly kind: 'blueprint' }
  | { readonly kind: 'domain'; readonly domain: string; readonly needed: number; readonly available: number }
  | {
      readonly kind: 'level';
      readonly level: CognitiveLevel;
      readonly needed: number;
      readonly available: number;
    }
  | { readonly kind: 'scenario'; readonly needed: number; readonly available: number }
  | { readonly kind: 'sections' }
  | { readonly kind: 'pretest'; readonly needed: number; readonly available: number }
  /** Each demand can be met alone, not all together; dropping this one would do. */
  | { readonly kind: 'conflict'; readonly constraint: Constraint }
  /** Nothing single is to blame. `isProven`: no form exists; else the search was given up. */
  | { readonly kind: 'combination'; readonly isProven: boolean }
);

export type Constraint =
  'enemies' | 'incidents' | 'levels' | 'scenario-share' | 'testlet-size' | 'difficulty';

/** Scored items: operational, not pretest, valid on the day. */
export function isScorable(item: EligibleItem, onDate: string): boolean {
  return item.status === 'operational' && !item.isPretest && isValidOn(item, onDate);
}

/** Items on trial: marked as pretest, or in the state of that name. */
export function isOnTrial(item: EligibleItem, onDate: string): boolean {
  const isMarked = item.status === 'pretest' || (item.status === 'operational' && item.isPretest);
  return isMarked && isValidOn(item, onDate);
}

/** `validUntil` is the last day; both are `YYYY-MM-DD`. */
function isValidOn({ validUntil }: EligibleItem, onDate: string): boolean {
  return validUntil === null || validUntil >= onDate;
}
