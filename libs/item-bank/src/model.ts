/**
 * The item model: a QTI item in miniature. A body holds interactions, each bound to a response
 * variable; the key says how the variables turn into a score. Content and key never share an object,
 * so that what a candidate receives cannot hold a key.
 *
 * Ids are those of the bank files ("canonical"); the exam engine replaces them in each session.
 */
import type {
  BodyBlock,
  CandidateInteraction,
  CandidateStimulus,
  CertificationCode,
  CognitiveLevel,
  ItemStatus,
  ItemType,
} from '@attest/contracts';
import type { Processing } from './rules/rule-model.ts';

export type * from './rules/rule-model.ts';

/** `shuffle: false` only where the options have a natural order. */
export type Interaction = CandidateInteraction & { readonly shuffle: boolean };

/** Safe for candidates. */
export interface ItemContent {
  readonly body: readonly BodyBlock[];
  readonly interactions: readonly Interaction[];
}

/** What is right for one response variable. */
export type CorrectResponse =
  | { readonly kind: 'choice'; readonly selected: readonly string[] }
  | { readonly kind: 'order'; readonly order: readonly string[] }
  | { readonly kind: 'match'; readonly pairs: readonly (readonly [string, string])[] }
  | { readonly kind: 'matrix'; readonly cells: readonly (readonly [string, string])[] }
  | { readonly kind: 'inline'; readonly blanks: Readonly<Record<string, string>> }
  | { readonly kind: 'spans'; readonly selected: readonly string[] }
  | { readonly kind: 'places'; readonly selected: readonly string[] }
  | {
      readonly kind: 'text';
      readonly accept: readonly string[];
      readonly caseSensitive: boolean;
      readonly pattern: string | null;
    }
  | { readonly kind: 'number'; readonly value: number; readonly tolerance: number }
  | {
      readonly kind: 'rubric';
      readonly criteria: readonly RubricCriterion[];
      readonly unacceptable: readonly string[];
    };

export interface RubricCriterion {
  readonly id: string;
  readonly points: number;
  readonly criterion: string;
  readonly anchor: string;
  readonly commonWrong: string;
}

/** A named scheme; partial schemes scale to 0..1. */
export type ScoringScheme =
  | {
      readonly name:
        | 'all-or-nothing'
        | 'plus-minus-floor'
        | 'adjacent-pairs'
        | 'per-pair'
        | 'per-cell'
        | 'per-span'
        | 'rubric';
    }
  | {
      readonly name: 'map';
      readonly weights: Readonly<Record<string, number>>;
      readonly lowerBound: number;
      readonly upperBound: number;
    };

/** Why an option, step, premise, cell row or span is right or wrong. */
export interface Explanation {
  readonly id: string;
  /** Sanitised HTML. */
  readonly rationale: string;
  /** Id in `question-bank/errors.yaml`; null on keys. */
  readonly error: string | null;
}

export interface VariableKey {
  readonly responseVariable: string;
  readonly correct: CorrectResponse;
  readonly scheme: ScoringScheme;
  readonly explanations: readonly Explanation[];
}

/** Never leaves scoring, review and authoring. */
export interface ItemKey {
  readonly variables: readonly VariableKey[];
  /** Share of the item's points each response variable carries; the shares sum to 1. */
  readonly weights: Readonly<Record<string, number>>;
  /** How the variables turn into points; without it each is scored by its scheme and weighed. */
  readonly processing?: Processing;
}

export interface ItemReference {
  readonly source: string;
  readonly version: string;
  readonly locator: string;
}

/** What describes an item but is neither content nor key. Not for candidates. */
export interface ItemMetadata {
  readonly id: string;
  readonly type: ItemType;
  readonly certifications: readonly CertificationCode[];
  readonly domain: string;
  readonly objective: string;
  readonly cognitiveLevel: CognitiveLevel;
  readonly expectedDifficulty: number;
  readonly stimulusId: string | null;
  readonly factsUsed: readonly number[];
  readonly flipFact: string;
  readonly references: readonly ItemReference[];
  readonly enemies: readonly string[];
  readonly incidents: readonly string[];
  readonly tags: readonly string[];
  readonly isPretest: boolean;
  readonly status: ItemStatus;
  readonly author: string;
  readonly reviewers: readonly string[];
  readonly created: string;
  readonly reviewDue: string;
  readonly validUntil: string | null;
}

export interface CompiledItem {
  readonly metadata: ItemMetadata;
  readonly content: ItemContent;
  readonly key: ItemKey;
  /** SHA-256, hex, over the RFC 8785 JSON of `content` with the stimulus id. */
  readonly contentHash: string;
  /** SHA-256, hex, over the RFC 8785 JSON of `key`. */
  readonly keyHash: string;
}

export interface CompiledStimulus {
  readonly id: string;
  readonly certifications: readonly CertificationCode[];
  readonly organisation: string;
  readonly industry: string;
  readonly status: ItemStatus;
  readonly content: CandidateStimulus;
  readonly contentHash: string;
}
