import * as z from 'zod';
import { Instant, Uuid } from './primitives.ts';
import { Epoch, RespondableId } from './responses.ts';
import { SessionStatus } from './session-status.ts';

export const PauseCause = z.enum(['break', 'staff', 'incident']).meta({ id: 'PauseCause' });
export type PauseCause = z.infer<typeof PauseCause>;

/** While it lasts, the clock stands. */
export const SessionPause = z
  .object({
    cause: PauseCause,
    reason: z.string().nullable(),
    since: Instant,
    until: Instant.nullable().describe('When it ends by itself; null: a person ends it'),
  })
  .meta({ id: 'SessionPause' });
export type SessionPause = z.infer<typeof SessionPause>;

/** What staff tell a candidate, or did to the session. */
export const SessionNotice = z
  .object({
    id: Uuid,
    kind: z.enum(['message', 'time-added', 'paused', 'continued', 'ended', 'voided', 'reopened']),
    seconds: z.int().nullable(),
    text: z.string().nullable(),
    at: Instant,
  })
  .meta({ id: 'SessionNotice' });
export type SessionNotice = z.infer<typeof SessionNotice>;

/** The whole present state of a session's time, sent whenever it changes. */
export const SessionChange = z
  .object({
    serverTime: Instant,
    status: SessionStatus,
    epoch: Epoch,
    deadline: Instant.nullable(),
    pause: SessionPause.nullable(),
    breakSecondsLeft: z.int(),
    notices: z.array(SessionNotice).describe('Not confirmed as seen yet, oldest first'),
  })
  .meta({ id: 'SessionChange' });
export type SessionChange = z.infer<typeof SessionChange>;

export const Break = z.strictObject({ epoch: Epoch }).meta({ id: 'Break' });
export type Break = z.infer<typeof Break>;

const when = { msAgo: z.int().min(0).max(86_400_000).describe('Before this request was sent') };
const onItem = { ...when, itemId: RespondableId };

/** What only the browser can know. Evidence for people; nothing is decided by it. */
export const Observation = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.enum(['item-seen', 'flagged', 'unflagged']), ...onItem }),
    z.strictObject({
      kind: z.enum(['connection-lost', 'connection-back', 'focus-lost', 'focus-back', 'second-tab']),
      ...when,
    }),
    z.strictObject({ kind: z.literal('pasted'), ...onItem, characters: z.int().min(0).max(1_000_000) }),
    z.strictObject({ kind: z.literal('warned'), ...when, secondsLeft: z.int().min(0).max(86_400) }),
    z.strictObject({ kind: z.literal('notice-seen'), ...when, noticeId: Uuid }),
  ])
  .meta({ id: 'Observation' });
export type Observation = z.infer<typeof Observation>;

export const RecordObservations = z
  .strictObject({
    epoch: Epoch,
    unsent: z
      .strictObject({ count: z.int().min(0).max(1_000), oldestMs: z.int().min(0).max(86_400_000) })
      .describe('Answers that are on the device only'),
    observations: z.array(Observation).max(100),
  })
  .meta({ id: 'RecordObservations' });
export type RecordObservations = z.infer<typeof RecordObservations>;
