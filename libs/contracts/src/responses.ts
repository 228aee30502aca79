import * as z from 'zod';
import { OpaqueId } from './primitives.ts';

const ids = z.array(OpaqueId).max(100);
const pairs = z.array(z.tuple([OpaqueId, OpaqueId])).max(100);

/** What a candidate entered for one response variable. */
export const ResponsePart = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('choice'), selected: ids }),
    z.strictObject({ kind: z.literal('order'), order: ids }),
    z.strictObject({ kind: z.literal('match'), pairs }),
    z.strictObject({ kind: z.literal('matrix'), cells: pairs }),
    z.strictObject({ kind: z.literal('inline'), blanks: z.record(OpaqueId, OpaqueId) }),
    z.strictObject({ kind: z.literal('spans'), selected: ids }),
    z.strictObject({ kind: z.literal('places'), selected: ids }),
    z.strictObject({ kind: z.literal('text'), text: z.string().max(20_000) }),
    z.strictObject({ kind: z.literal('number'), text: z.string().max(64) }),
  ])
  .meta({ id: 'ResponsePart' });
export type ResponsePart = z.infer<typeof ResponsePart>;

export const ResponseVariable = z.string().regex(/^[A-Z][A-Z0-9_]{0,31}$/);

/** One part a response variable; `null` clears the response. */
export const ResponseValue = z
  .record(ResponseVariable, ResponsePart.nullable())
  .refine((value) => Object.keys(value).length <= 20, 'at most 20 response variables')
  .meta({ id: 'ResponseValue' });
export type ResponseValue = z.infer<typeof ResponseValue>;

const Highlight = z.strictObject({
  place: z.string().min(1).max(80),
  start: z.int().min(0).max(100_000),
  end: z.int().min(1).max(100_000),
  style: z.enum(['solid', 'wavy']),
});

/** A candidate's own working marks: saved like answers, never scored. */
export const Marks = z
  .strictObject({
    flagged: z.boolean().optional(),
    unsure: z.boolean().optional(),
    ruledOut: z.array(OpaqueId).max(50).optional(),
    highlights: z.array(Highlight).max(200).optional(),
    note: z.string().max(4_000).optional(),
    secondsSpent: z.int().min(0).max(1_000_000).optional(),
  })
  .meta({ id: 'Marks' });
export type Marks = z.infer<typeof Marks>;

/** An item of the form, or `stimulus:<id>` for notes on a scenario. */
export const RespondableId = z
  .string()
  .max(80)
  .regex(/^(?:stimulus:)?[A-Za-z0-9_-]+$/);

/** Counted by the browser, strictly increasing per item. */
export const Revision = z.int().min(1).max(2_147_483_647);

/** Names the tab or device that holds a session; each resume raises it by one. */
export const Epoch = z.int().min(0).max(2_147_483_647);

export const SavedResponse = z
  .strictObject({
    itemId: RespondableId,
    revision: Revision,
    value: ResponseValue.nullable(),
    marks: Marks.optional(),
  })
  .meta({ id: 'SavedResponse' });
export type SavedResponse = z.infer<typeof SavedResponse>;

export const StoredResponse = z
  .object({
    itemId: RespondableId,
    revision: Revision,
    value: ResponseValue.nullable(),
    marks: Marks,
  })
  .meta({ id: 'StoredResponse' });
export type StoredResponse = z.infer<typeof StoredResponse>;
