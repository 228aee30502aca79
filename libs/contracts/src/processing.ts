/** Values and traces of response processing rules, as QTI 3 names them. */
import * as z from 'zod';

export const BaseType = z.enum([
  'boolean',
  'integer',
  'float',
  'string',
  'identifier',
  'pair',
  'directed-pair',
  'point',
  'duration',
]);
export type BaseType = z.infer<typeof BaseType>;

export const Cardinality = z.enum(['single', 'multiple', 'ordered']);
export type Cardinality = z.infer<typeof Cardinality>;

/** One value: a pair and a point are two entries, a duration is seconds. */
export const RuleAtom = z.union([
  z.boolean(),
  z.number(),
  z.string(),
  z.tuple([z.string(), z.string()]),
  z.tuple([z.number(), z.number()]),
]);
export type RuleAtom = z.infer<typeof RuleAtom>;

/** NULL is `null`: an empty container and an empty text are NULL too. */
export const RuleValue = z
  .object({ baseType: BaseType, cardinality: Cardinality, values: z.array(RuleAtom) })
  .meta({ id: 'RuleValue' });
export type RuleValue = z.infer<typeof RuleValue>;

/** What one expression came to, in the order of reading: an operator before its operands. */
const RuleReason = z.object({
  depth: z.int().min(0),
  operator: z.string(),
  name: z.string().nullable().describe('The variable that the expression reads'),
  value: RuleValue.nullable(),
});

const step = { place: z.string().describe('Rule, branch and rule within it, from 1: 2.1.3') };

export const RuleStep = z
  .discriminatedUnion('kind', [
    z.object({
      ...step,
      kind: z.literal('branch'),
      branch: z.enum(['if', 'else-if', 'else']),
      result: z.boolean().nullable().describe('null: the condition is NULL, or there is none'),
      isTaken: z.boolean(),
      reasons: z.array(RuleReason),
    }),
    z.object({
      ...step,
      kind: z.literal('set'),
      outcome: z.string(),
      value: RuleValue.nullable(),
      reasons: z.array(RuleReason),
    }),
    z.object({ ...step, kind: z.literal('exit') }),
  ])
  .meta({ id: 'RuleStep' });
export type RuleStep = z.infer<typeof RuleStep>;

/** How the points of an item came about where its variables are not simply weighed. */
export const ProcessingExplanation = z
  .object({
    template: z.enum(['match_correct', 'map_response', 'rules']),
    steps: z.array(RuleStep).describe('What the rules did, in order'),
    outcomes: z.array(z.object({ name: z.string(), value: RuleValue.nullable() })),
    total: z.number().describe('Points before bounds and scaling'),
    possible: z.number().describe('Points that full credit takes'),
    points: z.number().describe('0..1'),
  })
  .meta({ id: 'ProcessingExplanation' });
export type ProcessingExplanation = z.infer<typeof ProcessingExplanation>;
