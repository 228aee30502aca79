import * as z from 'zod';
import { Instant, Page, Slug, Uuid } from './primitives.ts';
import { SessionNotice, SessionPause } from './session-changes.ts';
import { SessionStatus } from './session-status.ts';

/** Why somebody changed another person's exam; kept for ever. */
export const Reason = z.string().trim().min(3).max(500);

const longestChange = z.int().min(60).max(28_800);

/** `void` and `reopen` wait for a second person. */
export const StaffAction = z
  .discriminatedUnion('action', [
    z.strictObject({ action: z.literal('add-time'), seconds: longestChange, reason: Reason }),
    z.strictObject({ action: z.enum(['pause', 'continue', 'end', 'void']), reason: Reason }),
    z.strictObject({ action: z.literal('reopen'), secondsLeft: longestChange, reason: Reason }),
    z.strictObject({ action: z.enum(['message', 'note']), text: z.string().trim().min(1).max(500) }),
  ])
  .meta({ id: 'StaffAction' });
export type StaffAction = z.infer<typeof StaffAction>;

export const SessionProposal = z
  .object({
    id: Uuid,
    sessionId: Uuid,
    candidateName: z.string(),
    examTitle: z.string(),
    action: z.enum(['void', 'reopen']),
    secondsLeft: z.int().nullable(),
    reason: z.string(),
    proposedBy: z.string(),
    proposedAt: Instant,
    mayDecide: z.boolean().describe('The reader may confirm or refuse it'),
    mayWithdraw: z.boolean().describe('The reader proposed it'),
  })
  .meta({ id: 'SessionProposal' });
export type SessionProposal = z.infer<typeof SessionProposal>;

export const SessionProposals = z
  .object({ proposals: z.array(SessionProposal), next: z.string().nullable() })
  .meta({ id: 'SessionProposals' });
export const SessionProposalsQuery = z.strictObject(Page);

export const DecideProposal = z
  .strictObject({ decision: z.enum(['confirmed', 'refused', 'withdrawn']), reason: Reason })
  .meta({ id: 'DecideProposal' });
export type DecideProposal = z.infer<typeof DecideProposal>;

/** One row of the monitor. */
export const MonitoredSession = z
  .object({
    id: Uuid,
    candidate: z.object({ id: Uuid, displayName: z.string() }),
    exam: z.object({ id: Uuid, slug: Slug, title: z.string() }),
    status: SessionStatus,
    itemCount: z.int(),
    answeredCount: z.int(),
    startedAt: Instant.nullable(),
    deadline: Instant.nullable(),
    closedAt: Instant.nullable(),
    lastSavedAt: Instant.nullable(),
    pause: SessionPause.nullable(),
    /** Null: never heard of. */
    seenAt: Instant.nullable(),
    isConnected: z.boolean(),
    unsentCount: z.int(),
    unsentSince: Instant.nullable(),
    focusLosses: z.int(),
    noteCount: z.int(),
    hasAccommodation: z.boolean(),
    proposal: z.enum(['void', 'reopen']).nullable(),
    lastNotice: SessionNotice.extend({ seenAt: Instant.nullable() }).nullable(),
  })
  .meta({ id: 'MonitoredSession' });
export type MonitoredSession = z.infer<typeof MonitoredSession>;

/** Done at once, or waiting for a second person. */
export const StaffActionDone = z
  .object({ isDone: z.boolean(), proposalId: Uuid.nullable(), session: MonitoredSession })
  .meta({ id: 'StaffActionDone' });
export type StaffActionDone = z.infer<typeof StaffActionDone>;

export const MonitorQuery = z.strictObject({ exam: z.union([Uuid, Slug]).optional() });

export const Incident = z
  .object({
    id: Uuid,
    examId: Uuid,
    examTitle: z.string(),
    reason: z.string(),
    openedAt: Instant,
    openedBy: z.string(),
    closedAt: Instant.nullable(),
    pausedCount: z.int().describe('Sessions that stand still because of it'),
  })
  .meta({ id: 'Incident' });
export type Incident = z.infer<typeof Incident>;

export const Monitor = z
  .object({
    serverTime: Instant,
    summary: z.object({
      waiting: z.int(),
      working: z.int(),
      reconnecting: z.int(),
      paused: z.int(),
      finished: z.int(),
    }),
    exams: z.array(z.object({ id: Uuid, slug: Slug, title: z.string(), openCount: z.int() })),
    sessions: z.array(MonitoredSession).max(1_000).describe('Those in most need first'),
    unlisted: z.int().describe('How many more there are'),
    incidents: z.array(Incident).describe('Those that are going on'),
  })
  .meta({ id: 'Monitor' });
export type Monitor = z.infer<typeof Monitor>;

export const Incidents = z
  .object({ incidents: z.array(Incident), next: z.string().nullable() })
  .meta({ id: 'Incidents' });
export const IncidentsQuery = z.strictObject({ status: z.enum(['open', 'closed']).optional(), ...Page });

/** Pauses every running session of an exam, and lets none start, until it is ended. */
export const OpenIncident = z
  .strictObject({ examId: z.union([Uuid, Slug]), reason: Reason })
  .meta({ id: 'OpenIncident' });
export type OpenIncident = z.infer<typeof OpenIncident>;

export const EndIncident = z.strictObject({ reason: Reason }).meta({ id: 'EndIncident' });
export type EndIncident = z.infer<typeof EndIncident>;
