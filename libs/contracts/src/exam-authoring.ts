/** What authors of exams write. Questions are told by their first words; keys are not part of it. */
import * as z from 'zod';
import { ExamTools, ReleasePolicy, RevealPolicy, SessionMode, mostSections } from './exams.ts';
import { CognitiveLevel, ItemType } from './item-bank.ts';
import { CertificationCode, Instant, Page, Slug, Uuid } from './primitives.ts';

/*
 * A draft mirrors an exam file, field by field, and takes what is not finished: null stands for what nobody has
 * entered. Bounds are wide and hold all the same.
 */
const Entered = z.number().min(-1e9).max(1e9).nullable();
const Label = z.string().max(400);
const Moment = z.string().max(40).nullable().describe('RFC 3339 with an offset; null: no such limit');
const Share = z.strictObject({ min: Entered, max: Entered });

export const ExamDraftText = z
  .strictObject({
    slug: z.string().max(200).describe('In addresses and file names; stays when the exam has a version'),
    title: Label,
    summary: z.string().max(20_000),
    itemCount: Entered,
    pretestCount: Entered.describe('Questions on trial beside them; null for none'),
    durationSeconds: Entered,
    graceSeconds: Entered,
    opensAt: Moment,
    latestStartAt: Moment,
    closesAt: Moment,
    modes: z.array(SessionMode).max(3),
    domains: z.record(z.string().max(3), Entered).describe('Domain to its number of questions'),
    levels: z.strictObject({ recall: Share, application: Share, analysis: Share }),
    scenarioShare: z.strictObject({ min: Entered }),
    minTestletSize: Entered,
    maxPerIncident: Entered,
    warningsAtSeconds: z.array(Entered).max(10),
    mayGoBack: z.boolean(),
    tools: ExamTools,
    sections: z.array(z.strictObject({ title: Label, itemCount: Entered })).max(mostSections),
    release: ReleasePolicy,
    reveal: RevealPolicy,
    attempts: z.strictObject({
      isLimited: z.boolean(),
      max: Entered.describe('Counts where they are limited'),
      waitSeconds: Entered,
    }),
  })
  .meta({ id: 'ExamDraftText' });
export type ExamDraftText = z.infer<typeof ExamDraftText>;

export const ExamHint = z
  .object({
    field: z.array(z.union([z.string(), z.number()])).describe('Path in the text of the draft'),
    message: z.string(),
    remedy: z.string(),
  })
  .meta({ id: 'ExamHint' });
export type ExamHint = z.infer<typeof ExamHint>;

const Told = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]).nullable();

/** One rule that differs; where it has parts, the part is named: a domain, a level, a tool. */
export const ExamChange = z
  .object({ field: z.string(), part: z.string().nullable(), before: Told, after: Told })
  .meta({ id: 'ExamChange' });
export type ExamChange = z.infer<typeof ExamChange>;
const ExamChanges = z.array(ExamChange).max(500);

const SessionsOfVersion = z
  .object({
    version: z.int(),
    booked: z.int().describe('Booked and not started'),
    running: z.int().describe('Started and not closed'),
  })
  .meta({ id: 'SessionsOfVersion' });

const exam = {
  id: Uuid,
  slug: z.string(),
  title: z.string(),
  certification: CertificationCode,
  version: z.int().nullable().describe('The one that is booked now; null: not published yet'),
  withdrawnAt: Instant.nullable().describe('Since when nobody books it'),
};

/** Who changed the draft last, when; null where there is none. */
const DraftMark = z.object({ changedBy: z.string(), changedAt: Instant }).nullable();

export const ListedExamForAuthors = z
  .object({
    ...exam,
    draft: DraftMark,
    booked: z.int().describe('Sessions that wait for their start'),
    running: z.int(),
  })
  .meta({ id: 'ListedExamForAuthors' });
export type ListedExamForAuthors = z.infer<typeof ListedExamForAuthors>;

export const ExamsForAuthors = z
  .object({ exams: z.array(ListedExamForAuthors), next: z.string().nullable() })
  .meta({ id: 'ExamsForAuthors' });
export type ExamsForAuthors = z.infer<typeof ExamsForAuthors>;

export const ExamsForAuthorsQuery = z.strictObject(Page);

/** An exam as its authors have it: the draft that they share, or what is published where there is none. */
export const AuthoredExam = z
  .object({
    ...exam,
    domains: z.array(z.object({ id: z.string(), name: z.string() })).max(100),
    draft: DraftMark,
    basedOn: z.int().nullable().describe('Version the draft was begun from'),
    lock: z.int().describe('To be sent with the next change; below 0 where there is no draft'),
    text: ExamDraftText,
    hints: z.array(ExamHint).max(100).describe('What has to be mended before it is published'),
    changes: ExamChanges.describe('Against the published version'),
    sessions: z.array(SessionsOfVersion).max(100).describe('Those not closed, newest version first'),
  })
  .meta({ id: 'AuthoredExam' });
export type AuthoredExam = z.infer<typeof AuthoredExam>;

export const BeginExam = z
  .strictObject({
    certification: CertificationCode,
    slug: Slug,
    title: z.string().trim().min(1).max(160),
    copyOf: Uuid.nullable().describe('An exam of the same certification whose rules it begins with'),
  })
  .meta({ id: 'BeginExam' });
export type BeginExam = z.infer<typeof BeginExam>;

const Lock = z.int().min(-2_000_000_000).max(2_000_000_000);

export const ChangeExamDraft = z
  .strictObject({
    lock: Lock.describe('Below 0, of a published version, begins a draft'),
    text: ExamDraftText,
  })
  .meta({ id: 'ChangeExamDraft' });
export type ChangeExamDraft = z.infer<typeof ChangeExamDraft>;

export const DiscardExamDraft = z.strictObject({ lock: z.coerce.number().int().min(1).max(2_000_000_000) });

export const PublishExam = z
  .strictObject({
    lock: Lock.min(1),
    note: z.string().trim().min(1).max(500).describe('What changed, and why'),
    over: z
      .int()
      .nullable()
      .describe('The version that the author has seen and follows; null for a new exam'),
  })
  .meta({ id: 'PublishExam' });
export type PublishExam = z.infer<typeof PublishExam>;

export const OfferExam = z
  .strictObject({ isOffered: z.boolean(), reason: z.string().trim().min(1).max(500) })
  .meta({ id: 'OfferExam' });
export type OfferExam = z.infer<typeof OfferExam>;

const Bounds = z.object({ min: z.int(), max: z.int() });

export const BlueprintGridCell = z
  .object({
    domain: z.string(),
    level: CognitiveLevel,
    target: Bounds.describe('What an even spread of the levels would take'),
    planned: z.int().describe('What a form takes here if it is to need as few new questions as possible'),
    eligible: z.int(),
    missing: z.int(),
    unusable: z.record(z.string(), z.int()).describe('Questions that are not drawn, by reason'),
  })
  .meta({ id: 'BlueprintGridCell' });
export type BlueprintGridCell = z.infer<typeof BlueprintGridCell>;

/** Why there is no form. Which members are there depends on the kind. */
export const ExamObstacle = z
  .object({
    kind: z.enum([
      'domain-counts',
      'level-bounds',
      'levels-ask-too-much',
      'levels-allow-too-little',
      'domain',
      'level',
      'scenario',
      'pretest',
      'sections',
      'conflict',
      'combination',
    ]),
    domain: z.string().nullable(),
    level: CognitiveLevel.nullable(),
    constraint: z
      .enum(['enemies', 'incidents', 'levels', 'scenario-share', 'testlet-size', 'difficulty'])
      .nullable(),
    needed: z.int().nullable(),
    available: z.int().nullable(),
    isProven: z.boolean().describe('false: the search was given up'),
  })
  .meta({ id: 'ExamObstacle' });
export type ExamObstacle = z.infer<typeof ExamObstacle>;

export const ExamFeasibility = z
  .object({
    lock: z.int().describe('Of the draft that was judged'),
    isAssemblable: z.boolean(),
    itemCount: z.int(),
    obstacles: z.array(ExamObstacle).max(100),
    cells: z.array(BlueprintGridCell).max(300),
    tightest: BlueprintGridCell.nullable(),
    toWrite: z
      .array(
        z.object({
          domain: z.string().nullable(),
          level: CognitiveLevel.nullable(),
          isInScenario: z.boolean(),
          count: z.int(),
        }),
      )
      .max(300),
    forms: z
      .object({
        draws: z.int(),
        distinct: z.int(),
        shared: z.object({ mean: z.number(), most: z.int() }).nullable(),
        itemsSeen: z.int(),
      })
      .nullable()
      .describe('What some draws showed; null where there is no form'),
  })
  .meta({ id: 'ExamFeasibility' });
export type ExamFeasibility = z.infer<typeof ExamFeasibility>;

export const ExamFormQuery = z.strictObject({ seed: z.string().min(1).max(60).default('1') });

/** A form as it could be drawn. It is kept nowhere, and no candidate gets it. */
export const ExamFormPreview = z
  .object({
    lock: z.int(),
    seed: z.string(),
    items: z
      .array(
        z.object({
          number: z.int(),
          id: z.string(),
          firstWords: z.string(),
          domain: z.string(),
          level: CognitiveLevel,
          type: ItemType,
          scenario: z.string().nullable(),
        }),
      )
      .max(500),
  })
  .meta({ id: 'ExamFormPreview' });
export type ExamFormPreview = z.infer<typeof ExamFormPreview>;

export const ExamVersion = z
  .object({
    version: z.int(),
    note: z.string().nullable().describe('Null: taken from a bank file'),
    savedBy: z.string().nullable().describe('Null: a bank file'),
    savedAt: Instant,
    changes: ExamChanges.describe('Against the version before'),
  })
  .meta({ id: 'ExamVersion' });
export type ExamVersion = z.infer<typeof ExamVersion>;

export const ExamVersions = z
  .object({ versions: z.array(ExamVersion), next: z.string().nullable() })
  .meta({ id: 'ExamVersions' });
export type ExamVersions = z.infer<typeof ExamVersions>;

export const ExamVersionsQuery = z.strictObject(Page);

/** In an address. */
export const ExamVersionNumber = z.coerce.number().int().min(1).max(1_000_000);

export const ExamComparisonQuery = z.strictObject({
  from: ExamVersionNumber,
  to: ExamVersionNumber,
});

export const ExamComparison = z
  .object({ from: z.int(), to: z.int(), changes: ExamChanges })
  .meta({ id: 'ExamComparison' });
export type ExamComparison = z.infer<typeof ExamComparison>;
