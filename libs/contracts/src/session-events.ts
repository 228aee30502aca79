import * as z from 'zod';
import { Instant, Page } from './primitives.ts';

/** What is written down of a session, in the order in which the server learned it. */
export const sessionEventKinds = [
  // what changed the session
  'booked',
  'started',
  'taken-over',
  'section-opened',
  'deadline-set',
  'deadline-changed',
  'paused',
  'continued',
  'submitted',
  'expired',
  'ended',
  'scored',
  'released',
  'reopened',
  'voided',
  'late-material-received',
  'late-material-admitted',
  'late-material-refused',
  // what the candidate did
  'item-seen',
  'first-answer',
  'answer-changed',
  'flagged',
  'unflagged',
  'warned',
  // signals without verdict
  'connection-lost',
  'connection-back',
  'focus-lost',
  'focus-back',
  'pasted',
  'second-tab',
  // between staff and candidate
  'message',
  'notice-seen',
  'note',
  'proposed',
  'proposal-refused',
] as const;
export const SessionEventKind = z.enum(sessionEventKinds).meta({ id: 'SessionEventKind' });
export type SessionEventKind = z.infer<typeof SessionEventKind>;

/** Facts of one event; members that do not apply are absent. */
export const SessionEventFacts = z
  .object({
    section: z.int().optional().describe('From 1, in order of the form'),
    itemNumber: z.int().optional().describe('Below 0: the notes of a scenario'),
    seconds: z.int().optional(),
    characters: z.int().optional(),
    before: z.string().nullable().optional(),
    after: z.string().nullable().optional(),
    reason: z.string().optional(),
    text: z.string().optional(),
    stored: z.int().optional().describe('Late answers that were newer than those stored'),
    received: z.int().optional().describe('Late answers in all'),
    cause: z.string().optional(),
    msAgo: z.int().optional().describe('How long before its arrival the browser saw it'),
  })
  .meta({ id: 'SessionEventFacts' });
export type SessionEventFacts = z.infer<typeof SessionEventFacts>;

export const SessionEvent = z
  .object({
    seq: z.int().min(1),
    at: Instant,
    kind: SessionEventKind,
    actor: z.enum(['candidate', 'staff', 'system']),
    actorName: z.string().nullable().describe('Shown to staff only'),
    facts: SessionEventFacts,
  })
  .meta({ id: 'SessionEvent' });
export type SessionEvent = z.infer<typeof SessionEvent>;

export const SessionEventsQuery = z.strictObject(Page);

export const SessionEvents = z
  .object({ events: z.array(SessionEvent), next: z.string().nullable() })
  .meta({ id: 'SessionEvents' });
