import * as z from 'zod';
import { CandidateItem } from './candidate-items.ts';
import { Reference, RevealedKey, ScoreExplanation } from './outcomes.ts';
import { CertificationCode, Instant, Page, Slug } from './primitives.ts';
import { ProcessingExplanation } from './processing.ts';
import { ResponseValue } from './responses.ts';
import { CandidateStimulus } from './stimuli.ts';

export const ItemType = z
  .enum([
    'single-choice',
    'multiple-response',
    'ordering',
    'matching',
    'matrix',
    'inline-choice',
    'hottext',
    'hotspot',
    'short-text',
    'numeric',
    'constructed-response',
    'composite',
  ])
  .meta({ id: 'ItemType' });
export type ItemType = z.infer<typeof ItemType>;

export const ItemStatus = z
  .enum(['draft', 'in-review', 'approved', 'pretest', 'operational', 'retired'])
  .meta({ id: 'ItemStatus' });
export type ItemStatus = z.infer<typeof ItemStatus>;

export const CognitiveLevel = z.enum(['recall', 'application', 'analysis']).meta({ id: 'CognitiveLevel' });
export type CognitiveLevel = z.infer<typeof CognitiveLevel>;

const oneOrMany = <Value extends z.ZodType<string>>(value: Value, most = 20) =>
  z
    .union([value, z.array(value).max(most)])
    .transform((given) => (Array.isArray(given) ? given : [given]))
    .optional();

const named = z.string().trim().min(1).max(160);

/** What narrows a list of items; several values of one name are alternatives, several names narrow each other. */
const itemFilters = {
  search: z.string().trim().max(200).optional().describe('Words, each found as the beginning of one'),
  id: oneOrMany(Slug, 100),
  certification: oneOrMany(CertificationCode),
  domain: oneOrMany(z.string().regex(/^[A-Z]\d{1,2}$/)),
  objective: oneOrMany(z.string().regex(/^[A-Z]\d{1,2}\.\d{1,2}$/)),
  type: oneOrMany(ItemType),
  level: oneOrMany(CognitiveLevel),
  status: oneOrMany(ItemStatus),
  framework: oneOrMany(named).describe('Sources of its references'),
  author: oneOrMany(named),
  tag: oneOrMany(named),
};

const itemOrder = {
  sort: z
    .enum([
      'id',
      'question',
      'type',
      'domain',
      'objective',
      'level',
      'status',
      'certification',
      'difficulty',
      'tag',
      'author',
      'stimulus',
      'version',
      'updated',
    ])
    .default('id'),
  direction: z.enum(['ascending', 'descending']).default('ascending'),
};

export const ItemFacetsQuery = z.strictObject(itemFilters);
export type ItemFacetsQuery = z.infer<typeof ItemFacetsQuery>;

export const ItemIdsQuery = z.strictObject({ ...itemFilters, ...itemOrder });
export type ItemIdsQuery = z.infer<typeof ItemIdsQuery>;

export const ItemsQuery = z.strictObject({
  ...itemFilters,
  ...itemOrder,
  ...Page,
  after: z.string().max(600).optional(),
  before: z.string().max(600).optional().describe('From “previous” of a page; not beside “after”'),
});
export type ItemsQuery = z.infer<typeof ItemsQuery>;

export const BankItem = z
  .object({
    id: z.string().describe('Id in the bank, as in its file'),
    firstWords: z.string(),
    type: ItemType,
    certifications: z.array(CertificationCode),
    domain: z.string(),
    domainName: z.string(),
    objective: z.string(),
    cognitiveLevel: CognitiveLevel,
    status: ItemStatus,
    stimulusId: z.string().nullable(),
    expectedDifficulty: z.number(),
    author: z.string(),
    tags: z.array(z.string()),
    version: z.int(),
    keyRevision: z.int(),
    updatedAt: Instant,
  })
  .meta({ id: 'BankItem' });
export type BankItem = z.infer<typeof BankItem>;

export const BankItems = z
  .object({
    items: z.array(BankItem),
    next: z.string().nullable(),
    previous: z.string().nullable(),
    total: z.int(),
    position: z.int().describe('How many items stand before the first of this page'),
  })
  .meta({ id: 'BankItems' });
export type BankItems = z.infer<typeof BankItems>;

const Facet = z.array(z.object({ value: z.string(), label: z.string(), count: z.int() }));

/** How many items each further choice would leave, given the other facets and the search. */
export const ItemFacets = z
  .object({
    status: Facet,
    certification: Facet,
    domain: Facet,
    objective: Facet,
    type: Facet,
    level: Facet,
    framework: Facet,
    author: Facet,
    tag: Facet,
  })
  .meta({ id: 'ItemFacets' });
export type ItemFacets = z.infer<typeof ItemFacets>;

/** As many as one may select at a time. */
export const mostSelectedItems = 500;

export const ItemIds = z
  .object({
    ids: z.array(z.string()).max(mostSelectedItems).describe('The first of the list'),
    total: z.int(),
  })
  .meta({ id: 'ItemIds' });
export type ItemIds = z.infer<typeof ItemIds>;

/** What authors and reviewers see: content, key and rationales. Never part of a candidate's reply. */
export const AuthoredItem = BankItem.extend({
  item: CandidateItem,
  stimulus: CandidateStimulus.nullable(),
  keys: z.array(RevealedKey),
  objectiveText: z.string(),
  factsUsed: z.array(z.int()),
  flipFact: z.string(),
  references: z.array(Reference),
  enemies: z.array(z.string()),
  incidents: z.array(z.string()),
  isPretest: z.boolean(),
  reviewers: z.array(z.string()),
  created: z.string(),
  reviewDue: z.string(),
  validUntil: z.string().nullable(),
}).meta({ id: 'AuthoredItem' });
export type AuthoredItem = z.infer<typeof AuthoredItem>;

export const GalleryEntry = z
  .object({
    type: ItemType,
    shows: z.string().describe('What this entry shows, in a sentence'),
    item: CandidateItem,
    keys: z.array(RevealedKey),
    references: z.array(Reference),
  })
  .meta({ id: 'GalleryEntry' });
export type GalleryEntry = z.infer<typeof GalleryEntry>;

/** Items that show what questions can look like; nobody is ever given them in an exam. */
export const Gallery = z
  .object({
    entries: z.array(GalleryEntry).max(100),
    stimuli: z.array(CandidateStimulus).max(100),
  })
  .meta({ id: 'Gallery' });
export type Gallery = z.infer<typeof Gallery>;

/** An answer to try; nothing of it is stored. */
export const TryAnswer = z
  .strictObject({
    value: ResponseValue,
    secondsSpent: z.int().min(0).max(1_000_000).optional().describe('Rules may ask for it'),
  })
  .meta({ id: 'TryAnswer' });
export type TryAnswer = z.infer<typeof TryAnswer>;

export const TriedAnswer = z
  .object({
    points: z.number().describe('0..1'),
    isScored: z.boolean().describe('false: a person marks it against the rubric'),
    explanations: z.array(ScoreExplanation),
    processing: ProcessingExplanation.nullable(),
  })
  .meta({ id: 'TriedAnswer' });
export type TriedAnswer = z.infer<typeof TriedAnswer>;
