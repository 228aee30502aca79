/** What reviewers and authors say of words of an item. Never part of a candidate's reply. */
import * as z from 'zod';
import { Instant, Page, Uuid } from './primitives.ts';

const mostReplies = 50;
const Body = z.string().trim().min(1).max(4_000);

/**
 * Words of an item, with a little of what stands around them, so that they are found again among others like them
 * (`TextQuoteSelector` of the W3C Web Annotation Data Model).
 */
export const Quote = z
  .strictObject({
    exact: z.string().min(1).max(500),
    prefix: z.string().max(64),
    suffix: z.string().max(64),
  })
  .meta({ id: 'Quote' });
export type Quote = z.infer<typeof Quote>;

const said = { id: Uuid, author: z.string(), isMine: z.boolean(), body: z.string(), saidAt: Instant };

export const ItemComment = z
  .object({
    ...said,
    revision: z.int().describe('The one it was made on'),
    quote: Quote.nullable().describe('Null: the item as a whole'),
    replies: z.array(z.object(said)).max(mostReplies),
    resolved: z
      .object({ by: z.string(), at: Instant, remark: z.string() })
      .nullable()
      .describe('Null: it is open'),
  })
  .meta({ id: 'ItemComment' });
export type ItemComment = z.infer<typeof ItemComment>;

export const CommentsQuery = z.strictObject({ ...Page, state: z.enum(['open', 'resolved']).default('open') });

/** In the order they were made. */
export const ItemComments = z
  .object({
    comments: z.array(ItemComment),
    next: z.string().nullable(),
    openCount: z.int(),
    resolvedCount: z.int(),
  })
  .meta({ id: 'ItemComments' });
export type ItemComments = z.infer<typeof ItemComments>;

export const MakeComment = z
  .strictObject({
    revision: z.int().min(1).describe('The one that whoever comments has seen'),
    quote: Quote.nullable(),
    body: Body,
  })
  .meta({ id: 'MakeComment' });
export type MakeComment = z.infer<typeof MakeComment>;

export const ReplyToComment = z.strictObject({ body: Body }).meta({ id: 'ReplyToComment' });
export type ReplyToComment = z.infer<typeof ReplyToComment>;

export const SettleComment = z
  .strictObject({
    isResolved: z.boolean().describe('false: it is opened again'),
    remark: z.string().trim().max(500).default('').describe('What was done about it'),
  })
  .meta({ id: 'SettleComment' });
export type SettleComment = z.infer<typeof SettleComment>;

/** Bounds of what may be said of one item; one answer holds all that are open. */
export const commentBounds = { open: 100, replies: mostReplies } as const;
