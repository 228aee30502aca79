/** What authors write. Never part of a candidate's reply. */
import * as z from 'zod';
import { CandidateItem } from './candidate-items.ts';
import { BankItem, CognitiveLevel, ItemStatus, ItemType } from './item-bank.ts';
import { RevealedKey } from './outcomes.ts';
import { CertificationCode, Instant, Page, Uuid } from './primitives.ts';
import { ResponseVariable } from './responses.ts';
import { CandidateStimulus } from './stimuli.ts';

/*
 * A draft mirrors an item file, field by field, and takes what is not finished: texts may be empty, lists too,
 * and null stands for what nobody has entered. Bounds are wide and hold all the same.
 */
const Words = z.string().max(20_000);
const Short = z.string().max(2_000);
const LocalId = z.string().max(64);
const Entered = z.number().nullable();
const few = 40;

const DraftChoice = z.strictObject({ id: LocalId, text: Words });
const DraftExplained = z.strictObject({ id: LocalId, text: Words, rationale: Words });
const DraftOption = z
  .strictObject({
    id: LocalId,
    text: Words,
    rationale: Words,
    error: z.string().max(80).nullable().optional().describe('Named error of a distractor'),
  })
  .meta({ id: 'DraftOption' });
const options = z.array(DraftOption).max(few);
const key = z.array(LocalId).max(few);
const pairs = z.record(LocalId, LocalId);

const DraftScoring = z
  .union([
    z.enum([
      'all-or-nothing',
      'plus-minus-floor',
      'adjacent-pairs',
      'per-pair',
      'per-cell',
      'per-span',
      'rubric',
    ]),
    z.strictObject({
      name: z.literal('map'),
      weights: z.record(LocalId, z.number()),
      lowerBound: z.number(),
      upperBound: z.number(),
    }),
  ])
  .meta({ id: 'DraftScoring' });
const scoring = DraftScoring;

const DraftSpan = z.strictObject({
  rationale: Words,
  error: z.string().max(80).nullable().optional(),
});

const part = {
  singleChoice: { type: z.literal('single-choice'), options, key, scoring },
  multipleResponse: { type: z.literal('multiple-response'), options, key, choose: Entered, scoring },
  ordering: { type: z.literal('ordering'), steps: z.array(DraftExplained).max(few), key, scoring },
  matching: {
    type: z.literal('matching'),
    premises: z.array(DraftExplained).max(few),
    choices: z.array(DraftChoice).max(few),
    key: pairs,
    usage: z.enum(['once', 'any']),
    scoring,
  },
  matrix: {
    type: z.literal('matrix'),
    rows: z.array(DraftExplained).max(few),
    columns: z.array(DraftChoice).max(few),
    key: pairs,
    scoring,
  },
  inlineChoice: {
    type: z.literal('inline-choice'),
    blanks: z.array(z.strictObject({ id: LocalId, options, key: LocalId })).max(few),
    scoring,
  },
  hottext: {
    type: z.literal('hottext'),
    passage: Words,
    spans: z.record(LocalId, DraftSpan),
    key,
    choose: Entered.optional(),
    scoring,
  },
  hotspot: {
    type: z.literal('hotspot'),
    exhibit: LocalId,
    places: z
      .array(
        z.strictObject({
          ref: LocalId,
          rationale: Words,
          error: z.string().max(80).nullable().optional(),
        }),
      )
      .max(few),
    key,
    choose: Entered,
    scoring,
  },
  shortText: {
    type: z.literal('short-text'),
    accept: z.array(Short).max(100),
    caseSensitive: z.boolean(),
    pattern: Short.nullable().optional(),
    rationale: Words.nullable().optional(),
    scoring,
  },
  numeric: {
    type: z.literal('numeric'),
    value: Entered,
    tolerance: Entered,
    unit: Short.nullable().optional(),
    rationale: Words.nullable().optional(),
    scoring,
  },
  constructedResponse: {
    type: z.literal('constructed-response'),
    maxWords: Entered,
    rubric: z
      .array(
        z.strictObject({
          id: LocalId,
          points: Entered,
          criterion: Words,
          anchor: Words,
          commonWrong: Words,
        }),
      )
      .max(few),
    unacceptable: z.array(Short).max(few),
    scoring,
  },
} as const;

const DraftPart = z
  .discriminatedUnion('type', [
    z.strictObject(part.singleChoice),
    z.strictObject(part.multipleResponse),
    z.strictObject(part.ordering),
    z.strictObject(part.matching),
    z.strictObject(part.matrix),
    z.strictObject({ ...part.inlineChoice, stem: Words }),
    z.strictObject(part.hottext),
    z.strictObject(part.hotspot),
    z.strictObject(part.shortText),
    z.strictObject(part.numeric),
    z.strictObject(part.constructedResponse),
  ])
  .meta({ id: 'DraftPart' });
export type DraftPart = z.infer<typeof DraftPart>;

const DraftProcessing = z
  .discriminatedUnion('template', [
    z.strictObject({
      template: z.literal('sum'),
      weights: z.record(ResponseVariable, z.number()).optional(),
    }),
    z.strictObject({ template: z.literal('match_correct') }),
    z.strictObject({
      template: z.literal('map_response'),
      lowerBound: Entered,
      upperBound: Entered,
    }),
    z
      .looseObject({ template: z.literal('rules') })
      .describe('Written in files; kept as it is, and checked when saved'),
  ])
  .meta({ id: 'DraftProcessing' });

const about = {
  certifications: z.array(CertificationCode).max(2),
  domain: z.string().max(3),
  objective: z.string().max(6),
  cognitiveLevel: CognitiveLevel.nullable(),
  expectedDifficulty: Entered,
  stimulus: z.string().max(80).nullable().optional(),
  factsUsed: z.array(z.int()).max(60),
  flipFact: Words,
  references: z.array(z.strictObject({ source: Short, version: Short, locator: Short })).max(few),
  enemies: z.array(z.string().max(80)).max(200),
  incidents: z.array(z.string().max(80)).max(20),
  tags: z.array(z.string().max(10)).max(20),
  pretest: z.boolean(),
  shuffle: z.boolean(),
  reviewDue: z.string().max(10),
  validUntil: z.string().max(10).nullable().optional(),
  lintReasons: z.record(z.string().max(2), Words),
};
const stem = { stem: Words };

/** An item as its author has it, finished or not. */
export const ItemDraftText = z
  .discriminatedUnion('type', [
    z.strictObject({ ...about, ...stem, ...part.singleChoice }),
    z.strictObject({ ...about, ...stem, ...part.multipleResponse }),
    z.strictObject({ ...about, ...stem, ...part.ordering }),
    z.strictObject({ ...about, ...stem, ...part.matching }),
    z.strictObject({ ...about, ...stem, ...part.matrix }),
    z.strictObject({ ...about, ...stem, ...part.inlineChoice }),
    z.strictObject({ ...about, ...stem, ...part.hottext }),
    z.strictObject({ ...about, ...stem, ...part.hotspot }),
    z.strictObject({ ...about, ...stem, ...part.shortText }),
    z.strictObject({ ...about, ...stem, ...part.numeric }),
    z.strictObject({ ...about, ...stem, ...part.constructedResponse }),
    z.strictObject({
      ...about,
      type: z.literal('composite'),
      body: Words,
      interactions: z.record(ResponseVariable, DraftPart),
      processing: DraftProcessing,
    }),
  ])
  .meta({ id: 'ItemDraftText' });
export type ItemDraftText = z.infer<typeof ItemDraftText>;

const FieldPath = z.array(z.union([z.string(), z.number()])).describe('Path in the text of the draft');

export const DraftHint = z
  .object({
    level: z
      .enum(['fault', 'error', 'warning'])
      .describe('fault: cannot be saved as a version; error: cannot be reviewed; warning: to consider'),
    check: z.int().nullable().describe('Of the item-writing standard; null: the form of the record'),
    field: FieldPath,
    message: z.string(),
    remedy: z.string().nullable(),
    fix: z
      .object({ field: FieldPath, text: z.string() })
      .nullable()
      .describe('Another text for a field, which takes the hint away'),
    acceptedBecause: z.string().nullable(),
  })
  .meta({ id: 'DraftHint' });
export type DraftHint = z.infer<typeof DraftHint>;

/** The draft as candidates and reviewers would see it; without keys, and with stand-ins, while it has faults. */
const DraftPreview = z.object({
  item: CandidateItem,
  stimulus: CandidateStimulus.nullable(),
  keys: z.array(RevealedKey),
});

/** Somebody's own working copy of an item. Nobody else sees it. */
export const ItemDraft = z
  .object({
    id: Uuid,
    itemId: z
      .string()
      .nullable()
      .describe('Id in the bank; null: a new item, named when its first version is saved'),
    basedOn: z.int().nullable().describe('Revision the draft was begun from'),
    current: z.int().nullable().describe('Revision the item has now'),
    status: ItemStatus,
    lock: z.int().describe('To be sent with the next change'),
    text: ItemDraftText,
    hints: z.array(DraftHint).max(500),
    preview: DraftPreview.nullable(),
    others: z
      .array(z.object({ name: z.string(), changedAt: Instant }))
      .max(20)
      .describe('Who else changed a draft of this item lately'),
    updatedAt: Instant,
  })
  .meta({ id: 'ItemDraft' });
export type ItemDraft = z.infer<typeof ItemDraft>;

export const ListedDraft = z
  .object({
    id: Uuid,
    itemId: z.string().nullable(),
    type: ItemType,
    firstWords: z.string(),
    domain: z.string(),
    updatedAt: Instant,
  })
  .meta({ id: 'ListedDraft' });
export type ListedDraft = z.infer<typeof ListedDraft>;

export const ItemDrafts = z
  .object({ drafts: z.array(ListedDraft), next: z.string().nullable() })
  .meta({ id: 'ItemDrafts' });
export type ItemDrafts = z.infer<typeof ItemDrafts>;

export const DraftsQuery = z.strictObject(Page);

export const BeginDraft = z
  .union([
    z.strictObject({ type: ItemType, certification: CertificationCode }).describe('A new item'),
    z
      .strictObject({ itemId: z.string().max(80) })
      .describe('The item as it is; an unfinished draft of it goes on'),
    z.strictObject({ copyOf: z.string().max(80) }).describe('A new item that begins as a copy'),
  ])
  .meta({ id: 'BeginDraft' });
export type BeginDraft = z.infer<typeof BeginDraft>;

export const ChangeDraft = z
  .strictObject({ lock: z.int().min(1), text: ItemDraftText })
  .meta({ id: 'ChangeDraft' });
export type ChangeDraft = z.infer<typeof ChangeDraft>;

export const SaveVersion = z
  .strictObject({
    lock: z.int().min(1),
    note: z.string().trim().min(1).max(500).describe('What changed, and why'),
    over: z
      .int()
      .nullable()
      .describe('The revision that the author has seen and saves over; null for a new item'),
  })
  .meta({ id: 'SaveVersion' });
export type SaveVersion = z.infer<typeof SaveVersion>;

export const ItemRevision = z
  .object({
    revision: z.int(),
    version: z.int(),
    keyRevision: z.int(),
    note: z.string(),
    savedBy: z.string().nullable().describe('Null: a bank file'),
    savedAt: Instant,
  })
  .meta({ id: 'ItemRevision' });
export type ItemRevision = z.infer<typeof ItemRevision>;

export const ItemRevisions = z
  .object({ revisions: z.array(ItemRevision), next: z.string().nullable() })
  .meta({ id: 'ItemRevisions' });
export type ItemRevisions = z.infer<typeof ItemRevisions>;

export const SavedVersion = z
  .object({ item: BankItem, revision: z.int(), isNewContent: z.boolean(), isNewKey: z.boolean() })
  .meta({ id: 'SavedVersion' });
export type SavedVersion = z.infer<typeof SavedVersion>;

export const RevisionsQuery = z.strictObject(Page);

/** In an address. */
export const RevisionNumber = z.coerce.number().int().min(1).max(1_000_000);

/** One revision as its authors wrote it. */
export const WrittenRevision = ItemRevision.extend({ text: ItemDraftText }).meta({ id: 'WrittenRevision' });
export type WrittenRevision = z.infer<typeof WrittenRevision>;

/** What changed from one text to another: keys first, then what candidates read, then rationales, then the rest. */
export const TextChange = z
  .object({
    group: z.enum(['key', 'content', 'rationale', 'about']),
    field: FieldPath,
    kind: z.enum(['added', 'removed', 'changed', 'moved']),
    segments: z
      .array(z.object({ kind: z.enum(['same', 'removed', 'added']), text: z.string() }))
      .describe('Words that both have, or one of them'),
    moved: z
      .object({ from: z.int(), to: z.int() })
      .nullable()
      .describe('Places from 1 of an entry that stands elsewhere now'),
  })
  .meta({ id: 'TextChange' });

export const ComparisonQuery = z.strictObject({ from: RevisionNumber, to: RevisionNumber });

/** Two revisions of an item. */
export const ItemComparison = z
  .object({ from: ItemRevision, to: ItemRevision, changes: z.array(TextChange) })
  .meta({ id: 'ItemComparison' });
export type ItemComparison = z.infer<typeof ItemComparison>;

/** What the item holds now, and what saving the draft would make of it. */
export const DraftComparison = z
  .object({ from: ItemRevision.nullable().describe('Null: a new item'), changes: z.array(TextChange) })
  .meta({ id: 'DraftComparison' });
export type DraftComparison = z.infer<typeof DraftComparison>;
