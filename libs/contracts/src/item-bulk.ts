/** Changes of many items at once: shown first, then made in one go, and taken back for a little while. */
import * as z from 'zod';
import { ItemStatus, mostSelectedItems } from './item-bank.ts';
import { Instant, Slug, Uuid } from './primitives.ts';

/** Stem archetypes and failure patterns of the item-writing standard. */
export const ItemTag = z
  .enum(['S1', 'S2', 'S3', 'S4', 'S5', 'S6', 'F1', 'F2', 'F3', 'F4'])
  .meta({ id: 'ItemTag' });
export type ItemTag = z.infer<typeof ItemTag>;

/** What is to be done to each of the items. */
export const BulkAction = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('add-tag'), tag: ItemTag }),
    z.strictObject({ kind: z.literal('remove-tag'), tag: ItemTag }),
    z.strictObject({ kind: z.literal('assign-reviewer'), reviewerId: Uuid }),
    z.strictObject({ kind: z.literal('remove-reviewer'), reviewerId: Uuid }),
    z.strictObject({
      kind: z.literal('move'),
      to: ItemStatus,
      reason: z.string().trim().max(500).default(''),
    }),
  ])
  .meta({ id: 'BulkAction' });
export type BulkAction = z.infer<typeof BulkAction>;

/** Why an item stays as it is. */
export const StayReason = z
  .enum([
    'not-found',
    'changed-meanwhile',
    'text-in-file-only',
    'retired',
    'has-tag',
    'lacks-tag',
    'is-assigned',
    'is-not-assigned',
    'reviewers-full',
    'in-status-already',
    'no-such-move',
    'permission-missing',
    'own-work',
    'reason-missing',
    'errors-left',
    'aspects-missing',
    'stimulus-not-in-use',
  ])
  .meta({ id: 'StayReason' });
export type StayReason = z.infer<typeof StayReason>;

export const PreviewBulkChange = z
  .strictObject({ itemIds: z.array(Slug).min(1).max(mostSelectedItems), action: BulkAction })
  .meta({ id: 'PreviewBulkChange' });
export type PreviewBulkChange = z.infer<typeof PreviewBulkChange>;

const words = z.array(z.string()).max(20).describe('A status, tags or names of reviewers');

export const ItemChange = z
  .object({
    id: z.string(),
    firstWords: z.string(),
    stamp: z.string().describe('Of what the item is now; to be sent when the change is made'),
    before: words,
    after: words,
  })
  .meta({ id: 'ItemChange' });
export type ItemChange = z.infer<typeof ItemChange>;

export const ItemStay = z
  .object({ id: z.string(), firstWords: z.string(), reason: StayReason })
  .meta({ id: 'ItemStay' });
export type ItemStay = z.infer<typeof ItemStay>;

/** What a change would do; nothing is done yet. */
export const BulkPreview = z
  .object({
    changes: z.array(ItemChange).max(mostSelectedItems),
    stays: z.array(ItemStay).max(mostSelectedItems),
  })
  .meta({ id: 'BulkPreview' });
export type BulkPreview = z.infer<typeof BulkPreview>;

/** Only what was seen: an item that is another by now is left out, and named. */
export const MakeBulkChange = z
  .strictObject({
    items: z
      .array(z.strictObject({ id: Slug, stamp: z.string().max(100) }))
      .min(1)
      .max(mostSelectedItems),
    action: BulkAction,
  })
  .meta({ id: 'MakeBulkChange' });
export type MakeBulkChange = z.infer<typeof MakeBulkChange>;

export const BulkChange = z
  .object({
    id: Uuid.nullable().describe('By which it is undone; null where nothing changed'),
    changed: z.array(z.string()).max(mostSelectedItems).describe('Ids of items'),
    stays: z.array(ItemStay).max(mostSelectedItems),
    undoUntil: Instant.nullable(),
    undoSeconds: z.int().describe('How long it can be undone from now, at most'),
  })
  .meta({ id: 'BulkChange' });
export type BulkChange = z.infer<typeof BulkChange>;

export const BulkUndo = z
  .object({
    restored: z.array(z.string()).max(mostSelectedItems).describe('Ids of items'),
    stays: z.array(ItemStay).max(mostSelectedItems).describe('Items that were changed since'),
  })
  .meta({ id: 'BulkUndo' });
export type BulkUndo = z.infer<typeof BulkUndo>;

export const ReviewersQuery = z.strictObject({
  search: z.string().trim().max(100).optional().describe('Part of a name'),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  after: z.string().max(1_000).optional(),
});

/** Who may be asked to review. */
export const Reviewers = z
  .object({
    reviewers: z.array(z.object({ id: Uuid, displayName: z.string(), email: z.string() })),
    next: z.string().nullable(),
  })
  .meta({ id: 'Reviewers' });
export type Reviewers = z.infer<typeof Reviewers>;

const mostFiles = 100;

export const ItemFilesQuery = z.strictObject({
  id: z
    .union([Slug, z.array(Slug).min(1).max(mostFiles)])
    .transform((given) => (Array.isArray(given) ? given : [given])),
});
export type ItemFilesQuery = z.infer<typeof ItemFilesQuery>;

/** Items as files of a bank, key and rationales included, and the scenarios they stand in. */
export const ItemFiles = z
  .object({
    files: z.array(z.object({ path: z.string(), text: z.string() })).max(2 * mostFiles),
    unknown: z.array(z.string()).max(mostFiles).describe('Ids of items without a text in the database'),
    withheld: z
      .array(z.string())
      .max(mostFiles)
      .describe('Ids of items that you may still review: answer them first'),
  })
  .meta({ id: 'ItemFiles' });
export type ItemFiles = z.infer<typeof ItemFiles>;
