import * as z from 'zod';
import { Instant, Page, Uuid } from './primitives.ts';

/** Ways of working that are approved for a person beside time; shown to the candidate and to proctors. */
export const AccommodationTool = z
  .enum([
    'screen-reader',
    'magnifier',
    'speech-input',
    'human-reader',
    'human-scribe',
    'separate-room',
    'food-and-medicine',
  ])
  .meta({ id: 'AccommodationTool' });
export type AccommodationTool = z.infer<typeof AccommodationTool>;

export const TimeFactor = z.union([z.literal(1), z.literal(1.25), z.literal(1.5), z.literal(2)]);
export type TimeFactor = z.infer<typeof TimeFactor>;

/** What is granted: time allowed = standard × timeFactor + extraSeconds. */
const granted = {
  timeFactor: TimeFactor,
  extraSeconds: z.int().min(0).max(86_400),
  /** In all, for breaks during which the clock stands. */
  breakSeconds: z.int().min(0).max(86_400),
  tools: z.array(AccommodationTool).max(10),
};

/** As it was in force when the session was booked. */
export const AppliedAccommodation = z
  .object({ ...granted, standardSeconds: z.int().nullable() })
  .meta({ id: 'AppliedAccommodation' });
export type AppliedAccommodation = z.infer<typeof AppliedAccommodation>;

export const AccommodationStatus = z
  .enum(['requested', 'granted', 'declined', 'withdrawn'])
  .meta({ id: 'AccommodationStatus' });
export type AccommodationStatus = z.infer<typeof AccommodationStatus>;

export const Accommodation = z
  .object({
    id: Uuid,
    status: AccommodationStatus,
    ...granted,
    request: z.string().nullable().describe('What the candidate asked for, in their words'),
    reason: z.string().nullable().describe('Why it was granted, declined or withdrawn'),
    validUntil: Instant.nullable(),
    createdAt: Instant,
    decidedAt: Instant.nullable(),
    endedAt: Instant.nullable().describe('When it was withdrawn or replaced'),
  })
  .meta({ id: 'Accommodation' });
export type Accommodation = z.infer<typeof Accommodation>;

/** The candidate's own: what is in force, what is asked for, and what became of the rest. */
export const OwnAccommodations = z
  .object({
    inForce: Accommodation.nullable(),
    requested: Accommodation.nullable(),
    earlier: z.array(Accommodation).max(20).describe('Declined, withdrawn, replaced or past; newest first'),
    serverTime: Instant,
  })
  .meta({ id: 'OwnAccommodations' });
export type OwnAccommodations = z.infer<typeof OwnAccommodations>;

export const RequestAccommodation = z
  .strictObject({ request: z.string().trim().min(10).max(1_000) })
  .meta({ id: 'RequestAccommodation' });
export type RequestAccommodation = z.infer<typeof RequestAccommodation>;

const reason = z.string().trim().min(3).max(500);

/** Grants by e-mail address, with or without a request before; the former one ends. */
export const GrantAccommodation = z
  .strictObject({
    email: z.email().max(254).toLowerCase(),
    ...granted,
    reason,
    validUntil: Instant.nullable(),
  })
  .refine(
    ({ timeFactor, extraSeconds, breakSeconds, tools }) =>
      timeFactor > 1 || extraSeconds > 0 || breakSeconds > 0 || tools.length > 0,
    { message: 'grants nothing: give time, breaks or a tool' },
  )
  .meta({ id: 'GrantAccommodation' });
export type GrantAccommodation = z.infer<typeof GrantAccommodation>;

/** Declines a request, or withdraws what is in force. */
export const EndAccommodation = z.strictObject({ reason }).meta({ id: 'EndAccommodation' });
export type EndAccommodation = z.infer<typeof EndAccommodation>;

export const ListedAccommodation = Accommodation.extend({
  account: z.object({ id: Uuid, email: z.string(), displayName: z.string() }),
  decidedBy: z.string().nullable().describe('Name of who decided'),
}).meta({ id: 'ListedAccommodation' });
export type ListedAccommodation = z.infer<typeof ListedAccommodation>;

export const AccommodationsQuery = z.strictObject({
  status: AccommodationStatus.optional(),
  person: z.string().trim().max(254).optional(),
  ...Page,
});

export const Accommodations = z
  .object({
    accommodations: z.array(ListedAccommodation),
    next: z.string().nullable(),
    serverTime: Instant,
  })
  .meta({ id: 'Accommodations' });
