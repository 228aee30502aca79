/** Lists of the bank that a person kept, to come back to. */
import * as z from 'zod';
import { CognitiveLevel, ItemStatus, ItemType } from './item-bank.ts';
import { CertificationCode, Instant, Uuid } from './primitives.ts';

/** As many as a person may keep. */
export const mostBankViews = 50;

const words = z.array(z.string().trim().min(1).max(160)).max(20).default([]);
const some = <Value extends z.ZodType>(value: Value) => z.array(value).max(20).default([]);

/** What a list shows: filters, order, columns. Where in it one is, is not part of it. */
export const BankViewState = z
  .strictObject({
    search: z.string().trim().max(200).default(''),
    status: some(ItemStatus),
    certification: some(CertificationCode),
    domain: words,
    objective: words,
    type: some(ItemType),
    level: some(CognitiveLevel),
    framework: words,
    author: words,
    tag: words,
    sort: z.string().max(40).default('id'),
    direction: z.enum(['ascending', 'descending']).default('ascending'),
    columns: z.array(z.string().max(40)).max(30).default([]),
    density: z.enum(['comfortable', 'compact']).default('comfortable'),
  })
  .meta({ id: 'BankViewState' });
export type BankViewState = z.infer<typeof BankViewState>;

export const SaveBankView = z
  .strictObject({ name: z.string().trim().min(1).max(80), state: BankViewState })
  .meta({ id: 'SaveBankView' });
export type SaveBankView = z.infer<typeof SaveBankView>;

export const BankView = z
  .object({ id: Uuid, name: z.string(), state: BankViewState, updatedAt: Instant })
  .meta({ id: 'BankView' });
export type BankView = z.infer<typeof BankView>;

export const BankViews = z
  .object({ views: z.array(BankView).max(mostBankViews).describe('By name') })
  .meta({ id: 'BankViews' });
export type BankViews = z.infer<typeof BankViews>;
