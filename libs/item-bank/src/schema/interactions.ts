/** The fields of each interaction type as files write them: `type`, what is offered, key and scoring. */
import * as z from 'zod';
import { Label, Line, LocalId, Name, Prose } from './primitives.ts';
import { whyPatternIsUnsafe } from './linear-pattern.ts';

const Scheme = <const Names extends readonly [string, ...string[]]>(...names: Names) => z.enum(names);

const MapScoring = z
  .strictObject({
    name: z.literal('map'),
    weights: z.record(z.string(), z.number()).describe('Id to its points'),
    lowerBound: z.number().default(0),
    upperBound: z.number().default(1),
  })
  .describe('Points an id, summed and kept within the bounds');

const Choice = z.strictObject({ id: LocalId, text: Line });
const Explained = Choice.extend({ rationale: Prose });
/** `error` is required on distractors and absent on keys; check 1 looks at that. */
const Option = Explained.extend({ error: Name.optional() });
export type Option = z.infer<typeof Option>;
const options = z.array(Option).min(2).max(10);
const ids = z.array(LocalId).min(1).max(10);

export const singleChoice = {
  type: z.literal('single-choice'),
  options,
  key: ids.max(1, 'name one key'),
  scoring: z.union([Scheme('all-or-nothing'), MapScoring]),
};

export const multipleResponse = {
  type: z.literal('multiple-response'),
  options: options.min(3),
  key: ids,
  choose: z.int().min(2).max(9),
  scoring: z.union([Scheme('plus-minus-floor', 'all-or-nothing'), MapScoring]),
};

export const ordering = {
  type: z.literal('ordering'),
  steps: z.array(Explained).min(3).max(8),
  key: ids.describe('Ids of all steps in the right order'),
  scoring: Scheme('adjacent-pairs', 'all-or-nothing'),
};

export const matching = {
  type: z.literal('matching'),
  premises: z.array(Explained).min(2).max(10),
  choices: z.array(Choice).min(2).max(12),
  key: z.record(LocalId, LocalId).describe('Premise to its choice'),
  usage: z.enum(['once', 'any']).describe('How often a choice may be used'),
  scoring: Scheme('per-pair', 'all-or-nothing'),
};

export const matrix = {
  type: z.literal('matrix'),
  rows: z.array(Explained).min(2).max(10),
  columns: z.array(Choice).min(2).max(6),
  key: z.record(LocalId, LocalId).describe('Row to its column'),
  scoring: Scheme('per-cell', 'all-or-nothing'),
};

export const inlineChoice = {
  type: z.literal('inline-choice'),
  blanks: z
    .array(z.strictObject({ id: LocalId, options, key: LocalId }))
    .min(1)
    .max(10),
  scoring: Scheme('per-pair', 'all-or-nothing'),
};

export const hottext = {
  type: z.literal('hottext'),
  passage: Prose.describe('Markdown with [[id|text]] around each span'),
  spans: z.record(LocalId, z.strictObject({ rationale: Prose, error: Name.optional() })),
  key: ids,
  choose: z.int().min(1).max(9).optional().describe('How many spans may be chosen; absent, any number'),
  scoring: z.union([Scheme('per-span', 'plus-minus-floor', 'all-or-nothing'), MapScoring]),
};

export const hotspot = {
  type: z.literal('hotspot'),
  exhibit: LocalId.describe('Id of a diagram of the stimulus'),
  places: z
    .array(z.strictObject({ ref: LocalId, rationale: Prose, error: Name.optional() }))
    .min(2)
    .max(20)
    .describe('Nodes and edges of the diagram'),
  key: ids,
  choose: z.int().min(1).max(9),
  scoring: z.union([Scheme('all-or-nothing', 'plus-minus-floor'), MapScoring]),
};

const rationale = Prose.optional().describe('Why the accepted response is right');

export const shortText = {
  type: z.literal('short-text'),
  accept: z.array(Label).min(1).max(50),
  caseSensitive: z.boolean().default(false),
  pattern: z
    .string()
    .optional()
    .superRefine((pattern, context) => {
      const why = pattern === undefined ? null : whyPatternIsUnsafe(pattern);
      if (why !== null) context.addIssue({ code: 'custom', message: `the pattern cannot be used: ${why}` });
    })
    .describe('Regular expression for the whole text, linear in time'),
  rationale,
  scoring: Scheme('all-or-nothing'),
};

export const numeric = {
  type: z.literal('numeric'),
  value: z.number(),
  tolerance: z.number().min(0).default(0).describe('Largest absolute difference from the value'),
  unit: Label.optional(),
  rationale,
  scoring: Scheme('all-or-nothing'),
};

export const constructedResponse = {
  type: z.literal('constructed-response'),
  maxWords: z.int().min(10).max(1_000),
  rubric: z
    .array(
      z.strictObject({
        id: LocalId,
        points: z.number().positive().max(20),
        criterion: Line,
        anchor: Prose,
        commonWrong: Prose,
      }),
    )
    .min(1)
    .max(12),
  unacceptable: z.array(Line).default([]).describe('Claims that cap the score'),
  scoring: Scheme('rubric'),
};
