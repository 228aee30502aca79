import { CertificationCode, CognitiveLevel, ItemStatus } from '@attest/contracts';
import * as z from 'zod';
import {
  CalendarDate,
  DomainId,
  ItemId,
  Label,
  Line,
  Name,
  ObjectiveId,
  Share,
  StimulusId,
} from './primitives.ts';

const Reference = z.strictObject({
  source: Label.describe('Id of an entry in sources.yaml'),
  version: Label,
  locator: Label,
});

/** What describes an item of any type. */
export const aboutItem = {
  id: ItemId,
  certifications: z.array(CertificationCode).min(1),
  domain: DomainId,
  objective: ObjectiveId,
  cognitiveLevel: CognitiveLevel,
  expectedDifficulty: Share.describe(
    'Expected proportion of points earned by minimally qualified candidates, 0..1',
  ),
  stimulus: StimulusId.optional(),
  factsUsed: z.array(z.int().min(1)).default([]).describe('Numbers of the facts of the stimulus'),
  flipFact: Line.describe('The one changed fact that would make another option right, and which'),
  references: z.array(Reference),
  enemies: z.array(ItemId).default([]),
  incidents: z
    .array(Name)
    .default([])
    .describe(
      'Named incidents, papers or products it leans on; not the tools that the certification itself asks for',
    ),
  tags: z.array(z.enum(['S1', 'S2', 'S3', 'S4', 'S5', 'S6', 'F1', 'F2', 'F3', 'F4'])).default([]),
  pretest: z.boolean().default(false).describe('Mixed in, never scored'),
  shuffle: z.boolean().default(true).describe('false only for options with a natural order'),
  status: ItemStatus,
  author: Label,
  reviewers: z.array(Label).default([]),
  created: CalendarDate,
  reviewDue: CalendarDate,
  validUntil: CalendarDate.optional().describe('For dated facts'),
  lintReasons: z
    .record(z.string().regex(/^\d{1,2}$/, 'write the number of a check'), Line)
    .default({})
    .describe('Check number to the reason why its warning stands'),
};
