/** What authors write of scenarios. Never part of a candidate's reply. */
import * as z from 'zod';
import { DraftHint, TextChange } from './authoring.ts';
import { BankStimulus } from './bank-stimuli.ts';
import { ItemStatus } from './item-bank.ts';
import { CertificationCode, Instant, Uuid } from './primitives.ts';
import { CandidateStimulus } from './stimuli.ts';

/*
 * A draft mirrors a stimulus file, field by field, and takes what is not finished: texts may be empty, lists too.
 * Bounds are wide and hold all the same.
 */
const Words = z.string().max(20_000);
const Short = z.string().max(2_000);
const LocalId = z.string().max(64);

const heading = { id: LocalId, title: Short };
const listing = { language: Short, text: Words };

const DraftNode = z.strictObject({
  id: LocalId,
  label: Short,
  detail: Short.nullable().optional(),
  kind: z.enum(['actor', 'process', 'store', 'model', 'tool', 'external']),
});

const DraftEdge = z.strictObject({
  id: LocalId,
  from: LocalId.describe('Id of a node'),
  to: LocalId.describe('Id of a node'),
  label: Short.nullable().optional(),
  style: z.enum(['solid', 'dashed']),
});

const DraftBoundary = z.strictObject({ id: LocalId, label: Short, nodes: z.array(LocalId).max(100) });

const DraftExhibit = z
  .discriminatedUnion('kind', [
    z.strictObject({
      ...heading,
      kind: z.literal('diagram'),
      direction: z.enum(['LR', 'TB']),
      nodes: z.array(DraftNode).max(100),
      edges: z.array(DraftEdge).max(200),
      boundaries: z.array(DraftBoundary).max(40),
    }),
    z.strictObject({ ...heading, kind: z.literal('text'), text: Words }),
    z.strictObject({ ...heading, kind: z.literal('log'), ...listing }),
    z.strictObject({ ...heading, kind: z.literal('config'), ...listing }),
    z.strictObject({ ...heading, kind: z.literal('code'), ...listing }),
    z.strictObject({
      ...heading,
      kind: z.literal('table'),
      columns: z.array(Short).max(40),
      rows: z.array(z.array(Short).max(40)).max(200),
    }),
  ])
  .meta({ id: 'DraftExhibit' });
export type DraftExhibit = z.infer<typeof DraftExhibit>;

/** A scenario as its author has it, finished or not. */
export const StimulusDraftText = z
  .strictObject({
    title: Short,
    certifications: z.array(CertificationCode).max(2),
    organisation: Short.describe('Fictional'),
    industry: Short,
    facts: z
      .array(z.strictObject({ n: z.int().describe('Items name the fact by it'), text: Words }))
      .max(100),
    exhibits: z.array(DraftExhibit).max(40),
    reviewDue: z.string().max(10),
    lintReasons: z.record(z.string().max(2), Words),
  })
  .meta({ id: 'StimulusDraftText' });
export type StimulusDraftText = z.infer<typeof StimulusDraftText>;

/** Somebody's own working copy of a scenario. Nobody else sees it. */
export const StimulusDraft = z
  .object({
    id: Uuid,
    stimulusId: z
      .string()
      .nullable()
      .describe('Id in the bank; null: a new scenario, named when its first version is saved'),
    basedOn: z.int().nullable().describe('Revision the draft was begun from'),
    current: z.int().nullable().describe('Revision the scenario has now'),
    status: ItemStatus,
    lock: z.int().describe('To be sent with the next change'),
    text: StimulusDraftText,
    hints: z.array(DraftHint).max(500),
    preview: CandidateStimulus.nullable().describe('With stand-ins while it has faults'),
    others: z
      .array(z.object({ name: z.string(), changedAt: Instant }))
      .max(20)
      .describe('Who else changed a draft of this scenario lately'),
    itemCount: z.int().describe('Items of the bank that use it'),
    updatedAt: Instant,
  })
  .meta({ id: 'StimulusDraft' });
export type StimulusDraft = z.infer<typeof StimulusDraft>;

/** Asked for as the drafts of items are: `DraftsQuery`. */
export const StimulusDrafts = z
  .object({
    drafts: z.array(
      z.object({
        id: Uuid,
        stimulusId: z.string().nullable(),
        title: z.string(),
        organisation: z.string(),
        updatedAt: Instant,
      }),
    ),
    next: z.string().nullable(),
  })
  .meta({ id: 'StimulusDrafts' });
export type StimulusDrafts = z.infer<typeof StimulusDrafts>;

export const BeginStimulusDraft = z
  .union([
    z.strictObject({ certification: CertificationCode }).describe('A new scenario'),
    z
      .strictObject({ stimulusId: z.string().max(80) })
      .describe('The scenario as it is; an unfinished draft of it goes on'),
    z.strictObject({ copyOf: z.string().max(80) }).describe('A new scenario that begins as a copy'),
  ])
  .meta({ id: 'BeginStimulusDraft' });
export type BeginStimulusDraft = z.infer<typeof BeginStimulusDraft>;

export const ChangeStimulusDraft = z
  .strictObject({ lock: z.int().min(1), text: StimulusDraftText })
  .meta({ id: 'ChangeStimulusDraft' });
export type ChangeStimulusDraft = z.infer<typeof ChangeStimulusDraft>;

export const SaveStimulusVersion = z
  .strictObject({
    lock: z.int().min(1),
    note: z.string().trim().min(1).max(500).describe('What changed, and why'),
    over: z
      .int()
      .nullable()
      .describe('The revision that the author has seen and saves over; null for a new scenario'),
  })
  .meta({ id: 'SaveStimulusVersion' });
export type SaveStimulusVersion = z.infer<typeof SaveStimulusVersion>;

export const SavedStimulusVersion = z
  .object({
    stimulus: BankStimulus,
    revision: z.int(),
    isNewContent: z.boolean().describe('It is to be reviewed again, and its items wait for that'),
    changedItems: z
      .array(z.string())
      .describe(
        'Items with places in a diagram that have other names now: new versions of them, to be reviewed',
      ),
  })
  .meta({ id: 'SavedStimulusVersion' });
export type SavedStimulusVersion = z.infer<typeof SavedStimulusVersion>;

export const StimulusRevision = z
  .object({
    revision: z.int(),
    version: z.int(),
    note: z.string(),
    savedBy: z.string().nullable().describe('Null: a bank file'),
    savedAt: Instant,
  })
  .meta({ id: 'StimulusRevision' });
export type StimulusRevision = z.infer<typeof StimulusRevision>;

/** Asked for as the revisions of items are: `RevisionsQuery`. */
export const StimulusRevisions = z
  .object({ revisions: z.array(StimulusRevision), next: z.string().nullable() })
  .meta({ id: 'StimulusRevisions' });
export type StimulusRevisions = z.infer<typeof StimulusRevisions>;

/** One revision as its authors wrote it. */
export const WrittenStimulusRevision = StimulusRevision.extend({ text: StimulusDraftText }).meta({
  id: 'WrittenStimulusRevision',
});
export type WrittenStimulusRevision = z.infer<typeof WrittenStimulusRevision>;

/** Two revisions of a scenario, asked for by `ComparisonQuery`. */
export const StimulusComparison = z
  .object({ from: StimulusRevision, to: StimulusRevision, changes: z.array(TextChange) })
  .meta({ id: 'StimulusComparison' });
export type StimulusComparison = z.infer<typeof StimulusComparison>;

/** What the scenario holds now, and what saving the draft would make of it. */
export const StimulusDraftComparison = z
  .object({
    from: StimulusRevision.nullable().describe('Null: a new scenario'),
    changes: z.array(TextChange),
  })
  .meta({ id: 'StimulusDraftComparison' });
export type StimulusDraftComparison = z.infer<typeof StimulusDraftComparison>;
