import * as z from 'zod';
import { OpaqueId, SafeHtml } from './primitives.ts';
import { ResponseVariable } from './responses.ts';

/** The candidate's view of content. Nothing here may ever name a key, a rationale or a difficulty. */
export const Choice = z.object({ id: OpaqueId, text: SafeHtml }).meta({ id: 'Choice' });
export type Choice = z.infer<typeof Choice>;

const variable = { responseVariable: ResponseVariable };
const choices = z.array(Choice);
const atLeastMost = { minChoices: z.int().min(0), maxChoices: z.int().min(0) };

export const ChoiceInteraction = z
  .object({ ...variable, kind: z.literal('choice'), choices, ...atLeastMost })
  .meta({ id: 'ChoiceInteraction' });
export const OrderInteraction = z
  .object({ ...variable, kind: z.literal('order'), choices })
  .meta({ id: 'OrderInteraction' });
export const MatchInteraction = z
  .object({
    ...variable,
    kind: z.literal('match'),
    premises: choices,
    choices,
    usage: z.enum(['once', 'any']),
  })
  .meta({ id: 'MatchInteraction' });
export const MatrixInteraction = z
  .object({ ...variable, kind: z.literal('matrix'), rows: choices, columns: choices })
  .meta({ id: 'MatrixInteraction' });
export const InlineInteraction = z
  .object({
    ...variable,
    kind: z.literal('inline'),
    text: SafeHtml.describe('A `<span data-blank="id">` stands where a blank is'),
    blanks: z.array(z.object({ id: OpaqueId, choices })),
  })
  .meta({ id: 'InlineInteraction' });
export const SpansInteraction = z
  .object({
    ...variable,
    kind: z.literal('spans'),
    text: SafeHtml.describe('A `<span data-span="id">` encloses each span'),
    spans: choices,
    ...atLeastMost,
  })
  .meta({ id: 'SpansInteraction' });
export const PlacesInteraction = z
  .object({
    ...variable,
    kind: z.literal('places'),
    exhibitId: OpaqueId,
    places: choices,
    ...atLeastMost,
  })
  .meta({ id: 'PlacesInteraction' });
export const TextInteraction = z
  .object({
    ...variable,
    kind: z.literal('text'),
    lines: z.enum(['one', 'many']),
    maxWords: z.int().nullable(),
  })
  .meta({ id: 'TextInteraction' });
export const NumberInteraction = z
  .object({ ...variable, kind: z.literal('number'), unit: z.string().nullable() })
  .meta({ id: 'NumberInteraction' });

export const CandidateInteraction = z
  .discriminatedUnion('kind', [
    ChoiceInteraction,
    OrderInteraction,
    MatchInteraction,
    MatrixInteraction,
    InlineInteraction,
    SpansInteraction,
    PlacesInteraction,
    TextInteraction,
    NumberInteraction,
  ])
  .meta({ id: 'CandidateInteraction' });
export type CandidateInteraction = z.infer<typeof CandidateInteraction>;

export const BodyBlock = z
  .discriminatedUnion('type', [
    z.object({ type: z.literal('html'), html: SafeHtml }),
    z.object({ type: z.literal('interaction'), responseVariable: ResponseVariable }),
  ])
  .meta({ id: 'BodyBlock' });
export type BodyBlock = z.infer<typeof BodyBlock>;

export const CandidateItem = z
  .object({
    id: OpaqueId,
    number: z.int().min(1).describe('Position in the form, from 1'),
    stimulusId: OpaqueId.nullable(),
    body: z.array(BodyBlock),
    interactions: z.array(CandidateInteraction),
  })
  .brand('CandidateItem')
  .meta({ id: 'CandidateItem' });
export type CandidateItem = z.infer<typeof CandidateItem>;
