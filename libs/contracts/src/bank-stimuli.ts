import * as z from 'zod';
import { BankItem, ItemStatus } from './item-bank.ts';
import { CertificationCode, Instant, Page } from './primitives.ts';
import { CandidateStimulus } from './stimuli.ts';

export const StimuliQuery = z.strictObject({
  search: z.string().trim().max(200).optional().describe('Words, each found as the beginning of one'),
  status: ItemStatus.optional(),
  certification: CertificationCode.optional().describe('The one whose bank it lies in'),
  sort: z.enum(['id', 'updated']).default('id').describe('updated: the latest change first'),
  ...Page,
  before: z.string().max(200).optional().describe('From “previous” of a page; not beside “after”'),
});
export type StimuliQuery = z.infer<typeof StimuliQuery>;

export const BankStimulus = z
  .object({
    id: z.string().describe('Id in the bank, as in its file'),
    title: z.string(),
    organisation: z.string(),
    industry: z.string(),
    status: ItemStatus,
    itemCount: z.int(),
    version: z.int(),
    updatedAt: Instant,
  })
  .meta({ id: 'BankStimulus' });
export type BankStimulus = z.infer<typeof BankStimulus>;

export const BankStimuli = z
  .object({
    stimuli: z.array(BankStimulus),
    next: z.string().nullable(),
    previous: z.string().nullable(),
    total: z.int(),
    position: z.int().describe('How many stimuli stand before the first of this page'),
    facets: z
      .object({
        status: z.array(z.object({ value: ItemStatus, count: z.int() })).max(10),
        certification: z.array(z.object({ value: CertificationCode, count: z.int() })).max(10),
      })
      .describe('What could be chosen instead, each counted as the other filters leave it'),
  })
  .meta({ id: 'BankStimuli' });
export type BankStimuli = z.infer<typeof BankStimuli>;

/** As many items are listed with a stimulus. */
export const mostListedItems = 100;

/** A scenario as candidates see it, and the items that share it. */
export const StimulusWithItems = BankStimulus.extend({
  stimulus: CandidateStimulus,
  items: z
    .array(BankItem)
    .max(mostListedItems)
    .describe('In order of their id; the first, where there are more'),
}).meta({ id: 'StimulusWithItems' });
export type StimulusWithItems = z.infer<typeof StimulusWithItems>;
