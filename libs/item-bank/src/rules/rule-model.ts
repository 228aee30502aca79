/**
 * QTI 3 response processing as data: expressions over response and outcome variables, and the rules that
 * set outcomes. Operators bear QTI's names. What files hold and what keys store is the same.
 */
import type { BaseType, Cardinality, RuleAtom } from '@attest/contracts';

export type Shape = 'default' | 'rect' | 'circle' | 'ellipse' | 'poly';

export interface Area {
  readonly shape: Shape;
  /** rect: left, top, right, bottom · circle: x, y, radius · ellipse: x, y, h, v · poly: x1, y1, x2, y2, … */
  readonly coords: readonly number[];
}

interface Operands {
  readonly of: readonly Expression[];
}

export type Expression =
  | { readonly op: 'base-value'; readonly type: BaseType; readonly value: RuleAtom }
  | {
      readonly op: 'variable' | 'correct' | 'map-response' | 'map-response-point';
      readonly name: string;
    }
  | Operation;

/** Operators that nothing but their operands decides. */
export type PlainOperator =
  | 'and'
  | 'delete'
  | 'gt'
  | 'gte'
  | 'is-null'
  | 'lt'
  | 'lte'
  | 'match'
  | 'member'
  | 'multiple'
  | 'not'
  | 'or'
  | 'ordered'
  | 'random'
  | 'round'
  | 'sum';

export type Operation = Operands &
  (
    | { readonly op: PlainOperator }
    | {
        readonly op: 'equal';
        readonly mode: 'exact' | 'absolute' | 'relative';
        /** Below and above the first value; percent of it where relative. */
        readonly tolerance: readonly [below: number, above: number];
        readonly includeLowerBound: boolean;
        readonly includeUpperBound: boolean;
      }
    | {
        readonly op: 'equal-rounded';
        readonly rounding: 'significant-figures' | 'decimal-places';
        readonly figures: number;
      }
    /** The nth value, from 1, or the value of an integer variable. */
    | { readonly op: 'index'; readonly n: number | string }
    | ({ readonly op: 'inside' } & Area)
    | { readonly op: 'string-match'; readonly caseSensitive: boolean; readonly substring: boolean }
    | { readonly op: 'substring'; readonly caseSensitive: boolean }
  );

export interface Branch {
  readonly when: Expression;
  readonly then: readonly Rule[];
}

export type Rule =
  /** The first branch that is true is taken: `if`, then each `else-if`; without one, `else`. */
  | { readonly rule: 'condition'; readonly branches: readonly Branch[]; readonly else: readonly Rule[] }
  | { readonly rule: 'set'; readonly outcome: string; readonly to: Expression }
  | { readonly rule: 'exit' };

interface Bounds {
  /** What a value without an entry is worth. */
  readonly default: number;
  /** For the sum over a container; null: none. */
  readonly lowerBound: number | null;
  readonly upperBound: number | null;
}

export interface ResponseMapping extends Bounds {
  /** Keys as texts; a pair is `left right`. */
  readonly entries: Readonly<Record<string, number>>;
  readonly caseSensitive: boolean;
}

export interface AreaMapping extends Bounds {
  /** The first area that holds a point decides. */
  readonly areas: readonly (Area & { readonly value: number })[];
}

export interface ValueType {
  readonly baseType: BaseType;
  readonly cardinality: Cardinality;
}

export interface ResponseDeclaration extends ValueType {
  readonly mapping: ResponseMapping | null;
  readonly areaMapping: AreaMapping | null;
}

export interface OutcomeDeclaration {
  readonly type: BaseType;
  readonly cardinality: Cardinality;
  /** Without one a single number starts at 0 and everything else at NULL, as in QTI. */
  readonly default: readonly RuleAtom[] | null;
}

export interface RuleSet {
  /** The SCORE that is worth one point. */
  readonly maximum: number;
  readonly responses: Readonly<Record<string, ResponseDeclaration>>;
  readonly outcomes: Readonly<Record<string, OutcomeDeclaration>>;
  readonly rules: readonly Rule[];
}

/** How the variables of an item turn into its points, where they are not simply weighed. */
export type Processing =
  /** All or nothing: every scored variable holds its key. */
  | { readonly template: 'match_correct' }
  /** The sum of what the mappings of the variables give, within bounds; the upper one is worth one point. */
  | { readonly template: 'map_response'; readonly lowerBound: number; readonly upperBound: number }
  | ({ readonly template: 'rules' } & RuleSet);

/** The outcome that holds the score. */
export const scoreOutcome = 'SCORE';

/** Known to every rule: the first two are read, the last may be set as well. */
export const builtIns: Readonly<Record<string, ValueType>> = {
  numAttempts: { baseType: 'integer', cardinality: 'single' },
  duration: { baseType: 'float', cardinality: 'single' },
  completionStatus: { baseType: 'identifier', cardinality: 'single' },
};
