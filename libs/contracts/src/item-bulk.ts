/** One change of many items at a time. */
import * as z from 'zod';
import { ItemStatus } from './item-bank.ts';
import { Instant, Uuid } from './primitives.ts';

/** As many items are changed at a time. */
export const mostChangedAtOnce = 200;

const Tag = z.enum(['S1', 'S2', 'S3', 'S4', 'S5', 'S6', 'F1', 'F2', 'F3', 'F4']);
const BankId = z.string().max(80);

export const BulkChange = z
  .discriminatedUnion('action', [
    z.strictObject({
      action: z.literal('move'),
      to: ItemStatus,
      reason: z.string().trim().max(500).default(''),
    }),
    z.strictObject({ action: z.literal('add-tag'), tag: Tag }),
    z.strictObject({ action: z.literal('remove-tag'), tag: Tag }),
  ])
  .meta({ id: 'BulkChange' });
export type BulkChange = z.infer<typeof BulkChange>;

/** Why an item stays as it is. */
export const StayReason = z
  .enum([
    'not-found',
    'changed-meanwhile',
    'no-change',
    'no-text',
    'retired',
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

export const PlanBulkChange = z
  .strictObject({ change: BulkChange, ids: z.array(BankId).min(1).max(mostChangedAtOnce) })
  .meta({ id: 'PlanBulkChange' });
export type PlanBulkChange = z.infer<typeof PlanBulkChange>;

/** What would become of each item; nothing is changed by asking. */
export const BulkPlan = z
  .object({
    changes: z.array(z.object({ id: BankId, revision: z.int(), status: ItemStatus })).max(mostChangedAtOnce),
    stays: z.array(z.object({ id: BankId, why: StayReason })).max(mostChangedAtOnce),
  })
  .meta({ id: 'BulkPlan' });
export type BulkPlan = z.infer<typeof BulkPlan>;

export const ApplyBulkChange = z
  .strictObject({
    change: BulkChange,
    items: z
      .array(z.strictObject({ id: BankId, revision: z.int().min(1) }))
      .min(1)
      .max(mostChangedAtOnce)
      .describe('With the revisions that were seen in the plan'),
  })
  .meta({ id: 'ApplyBulkChange' });
export type ApplyBulkChange = z.infer<typeof ApplyBulkChange>;

export const BulkDone = z
  .object({
    id: Uuid,
    changed: z.array(BankId).max(mostChangedAtOnce),
    stays: z.array(z.object({ id: BankId, why: StayReason })).max(mostChangedAtOnce),
    undoUntil: Instant,
  })
  .meta({ id: 'BulkDone' });
export type BulkDone = z.infer<typeof BulkDone>;

export const BulkUndone = z
  .object({
    restored: z.array(BankId).max(mostChangedAtOnce),
    left: z.array(BankId).max(mostChangedAtOnce).describe('Changed by somebody since, and left as they are'),
  })
  .meta({ id: 'BulkUndone' });
export type BulkUndone = z.infer<typeof BulkUndone>;
