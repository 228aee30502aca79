import * as z from 'zod';
import { CandidateItem } from './candidate-items.ts';
import { Certification } from './exams.ts';
import { CertificationCode, Instant, OpaqueId, SafeHtml, Uuid } from './primitives.ts';
import { ProcessingExplanation } from './processing.ts';
import { Marks, ResponseValue, ResponseVariable } from './responses.ts';
import { CandidateStimulus } from './stimuli.ts';

export const Band = z.enum(['below', 'near', 'above']).meta({ id: 'Band' });
export type Band = z.infer<typeof Band>;

/** How the points of one response variable came about. */
export const ScoreExplanation = z
  .object({
    responseVariable: ResponseVariable,
    scheme: z.enum([
      'all-or-nothing',
      'plus-minus-floor',
      'adjacent-pairs',
      'per-pair',
      'per-cell',
      'per-span',
      'map',
      'rubric',
    ]),
    terms: z.array(
      z.object({
        refs: z.array(z.string()).describe('Ids of the option, pair, cell or span'),
        outcome: z.enum(['hit', 'missed', 'wrong']),
        value: z.number(),
      }),
    ),
    total: z.number().describe('Sum of the terms before floor and ceiling'),
    possible: z.number().describe('Sum that full credit takes'),
    points: z.number().describe('0..1 after floor, ceiling and scaling'),
    share: z
      .number()
      .nullable()
      .describe('Of the points of the item, 0..1; null: a rubric, or the response processing decides'),
  })
  .meta({ id: 'ScoreExplanation' });
export type ScoreExplanation = z.infer<typeof ScoreExplanation>;

const Scaled = z.object({ low: z.number(), high: z.number() });

export const Outcome = z
  .object({
    sessionId: Uuid,
    revision: z.int(),
    exam: z.object({ slug: z.string(), title: z.string(), certification: CertificationCode }),
    owner: Certification.shape.owner,
    decision: z.enum(['pass', 'fail']),
    isCutProvisional: z.boolean(),
    scaledScore: z.int(),
    likely: Scaled.describe('Scaled score ± 1 standard error'),
    scale: z.object({ lowest: z.int(), cut: z.int(), highest: z.int() }),
    rawScore: z.number(),
    rawCut: z.number(),
    maximumRawScore: z.number(),
    itemCount: z.int(),
    answeredCount: z.int(),
    startedAt: Instant,
    closedAt: Instant,
    durationSeconds: z.int(),
    domains: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        itemCount: z.int(),
        band: Band.nullable().describe('null with fewer than 8 questions'),
        scaled: Scaled.nullable(),
      }),
    ),
    misconceptions: z.array(z.object({ id: z.string(), text: z.string(), itemNumbers: z.array(z.int()) })),
    frameworks: z.array(
      z.object({ source: z.string(), name: z.string(), itemCount: z.int(), missedCount: z.int() }),
    ),
    pacing: z.array(
      z.object({
        number: z.int(),
        secondsSpent: z.int().nullable(),
        verdict: z.enum(['correct', 'partly', 'missed']),
      }),
    ),
    madeFrom: z.object({ form: z.string(), keys: z.string(), responses: z.string(), rules: z.string() }),
    canReview: z.boolean(),
  })
  .meta({ id: 'Outcome' });
export type Outcome = z.infer<typeof Outcome>;

const Reference = z.object({
  source: z.string(),
  name: z.string(),
  version: z.string(),
  locator: z.string(),
});

/** What a written answer is marked against; by the candidate or by staff. */
const Rubric = z.object({
  criteria: z.array(
    z.object({
      id: z.string(),
      points: z.number(),
      criterion: z.string(),
      anchor: z.string().describe('An answer that meets the criterion'),
      commonWrong: z.string().describe('What is often written instead'),
    }),
  ),
  unacceptable: z.array(z.string()).describe('Claims that cap the score'),
});

/** Key and rationales of one response variable, in the ids of the item they stand beside. */
export const RevealedKey = z
  .object({
    responseVariable: ResponseVariable,
    correctIds: z.array(z.string()).describe('Choices that are right; for an ordering: in order'),
    correctPairs: z
      .array(z.tuple([z.string(), z.string()]))
      .describe('Premise and choice, row and column, or blank and choice'),
    text: z
      .object({ accepted: z.array(z.string()), isCaseSensitive: z.boolean(), hasPattern: z.boolean() })
      .nullable()
      .describe('`hasPattern`: other wordings of the same form are accepted as well'),
    number: z.object({ value: z.number(), tolerance: z.number() }).nullable(),
    rubric: Rubric.nullable(),
    scheme: ScoreExplanation.shape.scheme,
    explanations: z.array(
      z.object({
        id: OpaqueId,
        rationale: SafeHtml,
        error: z.object({ id: z.string(), misconception: z.string() }).nullable(),
      }),
    ),
  })
  .meta({ id: 'RevealedKey' });
export type RevealedKey = z.infer<typeof RevealedKey>;

export const ReviewedItem = z
  .object({
    item: CandidateItem,
    domain: z.object({ id: z.string(), name: z.string() }),
    response: ResponseValue.nullable(),
    marks: Marks,
    verdict: z
      .enum(['correct', 'partly', 'missed', 'unmarked'])
      .describe('`unmarked`: a person compares the answer with its rubric'),
    points: z.number(),
    isScored: z.boolean(),
    explanations: z.array(ScoreExplanation),
    processing: ProcessingExplanation.nullable().describe('null: the variables are simply weighed'),
    keys: z.array(RevealedKey),
    references: z.array(Reference),
  })
  .meta({ id: 'ReviewedItem' });
export type ReviewedItem = z.infer<typeof ReviewedItem>;

export const Review = z
  .object({
    sessionId: Uuid,
    itemCount: z.int(),
    items: z.array(ReviewedItem).describe('As the reveal policy allows: all, or the missed ones'),
    stimuli: z.array(CandidateStimulus),
  })
  .meta({ id: 'Review' });
export type Review = z.infer<typeof Review>;

export { Reference };
