/** Response processing as files write it. What a schema cannot say, types above all, is checked by `checkRules`. */
import { BaseType, Cardinality, ResponseVariable } from '@attest/contracts';
import * as z from 'zod';
import type { Expression, Rule } from './rule-model.ts';

/** Beyond these a sum of many stays a number. */
const Amount = z.number().min(-1e12).max(1e12);
const Text = z.string().min(1).max(1_000);
const Atom = z.union([z.boolean(), Amount, Text, z.tuple([Text, Text]), z.tuple([Amount, Amount])]);

const VariableName = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_]{0,31}$/, 'write the name of a variable, such as SCORE or numAttempts');

const operands = { of: z.array(z.lazy((): z.ZodType<Expression> => ExpressionShape)).max(50) };
const area = {
  shape: z.enum(['default', 'rect', 'circle', 'ellipse', 'poly']),
  coords: z.array(Amount).max(200).default([]),
};

const ExpressionShape: z.ZodType<Expression> = z
  .discriminatedUnion('op', [
    z.strictObject({ op: z.literal('base-value'), type: BaseType, value: Atom }),
    z.strictObject({
      op: z.enum(['variable', 'correct', 'map-response', 'map-response-point']),
      name: VariableName,
    }),
    z.strictObject({
      op: z.enum(['and', 'delete', 'gt', 'gte', 'is-null', 'lt', 'lte', 'match', 'member', 'multiple']),
      ...operands,
    }),
    z.strictObject({ op: z.enum(['not', 'or', 'ordered', 'random', 'round', 'sum']), ...operands }),
    z.strictObject({
      op: z.literal('equal'),
      mode: z.enum(['exact', 'absolute', 'relative']).default('exact'),
      tolerance: z
        .tuple([Amount.min(0), Amount.min(0)])
        .default([0, 0])
        .describe('Below and above the first value; percent of it where relative'),
      includeLowerBound: z.boolean().default(true),
      includeUpperBound: z.boolean().default(true),
      ...operands,
    }),
    z.strictObject({
      op: z.literal('equal-rounded'),
      rounding: z.enum(['significant-figures', 'decimal-places']).default('significant-figures'),
      figures: z.int().min(0).max(15),
      ...operands,
    }),
    z.strictObject({
      op: z.literal('index'),
      n: z.union([z.int().min(1), VariableName]).describe('From 1'),
      ...operands,
    }),
    z.strictObject({ op: z.literal('inside'), ...area, ...operands }),
    z.strictObject({
      op: z.literal('string-match'),
      caseSensitive: z.boolean(),
      substring: z.boolean().default(false),
      ...operands,
    }),
    z.strictObject({ op: z.literal('substring'), caseSensitive: z.boolean(), ...operands }),
  ])
  .meta({ id: 'Expression', description: 'A QTI 3 expression; `of` holds its sub-expressions' });

const rules = () => z.array(z.lazy((): z.ZodType<Rule> => RuleShape)).max(50);

const RuleShape: z.ZodType<Rule> = z
  .discriminatedUnion('rule', [
    z.strictObject({
      rule: z.literal('condition'),
      branches: z
        .array(z.strictObject({ when: ExpressionShape, then: rules() }))
        .min(1)
        .max(20)
        .describe('The first that is true is taken'),
      else: rules().default([]),
    }),
    z.strictObject({ rule: z.literal('set'), outcome: VariableName, to: ExpressionShape }),
    z.strictObject({ rule: z.literal('exit') }),
  ])
  .meta({ id: 'Rule', description: 'A response condition, an outcome to set, or the end of processing' });

const bounds = {
  default: Amount.default(0).describe('What a value without an entry is worth'),
  lowerBound: Amount.nullable().default(null),
  upperBound: Amount.nullable().default(null),
};

const Mapping = z.strictObject({
  entries: z.record(Text, Amount).describe('Value to its points; a pair is written "left right"'),
  caseSensitive: z.boolean().default(true),
  ...bounds,
});

const Outcome = z.strictObject({
  type: BaseType,
  cardinality: Cardinality.default('single'),
  default: z.array(Atom).min(1).max(50).nullable().default(null).describe('Values at the start, as a list'),
});

const weighed = z.strictObject({
  template: z.literal('sum'),
  weights: z.record(ResponseVariable, z.number().min(0)).optional(),
});
const matchCorrect = z.strictObject({ template: z.literal('match_correct') });
const mapResponse = z.strictObject({
  template: z.literal('map_response'),
  lowerBound: Amount.default(0),
  upperBound: Amount.positive().default(1).describe('The sum that is worth one point'),
});
const byRules = z.strictObject({
  template: z.literal('rules'),
  maximum: Amount.positive().default(1).describe('The SCORE that is worth one point'),
  outcomes: z.record(VariableName, Outcome).default({}).describe('SCORE is a float unless declared here'),
  mappings: z.record(ResponseVariable, Mapping).default({}).describe('What map-response gives'),
  rules: z
    .array(RuleShape)
    .min(1)
    .max(50)
    .describe('Run in order; an item without any response earns nothing'),
});

/** How the variables of a composite item turn into its points. */
export const ProcessingShape = z.discriminatedUnion('template', [
  weighed,
  matchCorrect,
  mapResponse,
  byRules,
]);
export type RulesOfFile = z.infer<typeof byRules>;
