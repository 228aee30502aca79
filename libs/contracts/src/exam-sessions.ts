import * as z from 'zod';
import { AppliedAccommodation } from './accommodations.ts';
import { CandidateItem } from './candidate-items.ts';
import { ExamSections, ExamTools, mostSections, SessionMode } from './exams.ts';
import { CertificationCode, Instant, Page, Slug, Uuid } from './primitives.ts';
import { Epoch, RespondableId, ResponseValue, Revision, SavedResponse, StoredResponse } from './responses.ts';
import { LateAnswers, SealingKey } from './late-material.ts';
import { SessionNotice, SessionPause } from './session-changes.ts';
import { SessionStatus } from './session-status.ts';
import { CandidateStimulus } from './stimuli.ts';

const Responses = z.array(SavedResponse).max(100);

export const BookExamSession = z
  .strictObject({ examId: z.union([Uuid, Slug]), mode: SessionMode })
  .meta({ id: 'BookExamSession' });
export type BookExamSession = z.infer<typeof BookExamSession>;

export const ExamSession = z
  .object({
    id: Uuid,
    exam: z.object({
      id: Uuid,
      slug: Slug,
      title: z.string(),
      certification: CertificationCode,
    }),
    mode: SessionMode,
    status: SessionStatus,
    attempt: z.int(),
    itemCount: z.int(),
    answeredCount: z.int(),
    durationSeconds: z.int().nullable(),
    bookedAt: Instant,
    startedAt: Instant.nullable(),
    deadline: Instant.nullable(),
    closedAt: Instant.nullable(),
    lastSavedAt: Instant.nullable(),
    pause: SessionPause.nullable(),
    breakSecondsLeft: z.int(),
    accommodation: AppliedAccommodation.nullable(),
    opensAt: Instant.nullable(),
    latestStartAt: Instant.nullable(),
    endsBy: Instant.nullable().describe('No deadline of this person is later'),
    serverTime: Instant,
    isOutcomeReady: z.boolean(),
    lateAnswers: LateAnswers.nullable().describe('Null: none were handed in'),
  })
  .meta({ id: 'ExamSession' });
export type ExamSession = z.infer<typeof ExamSession>;

export const ExamSessionWithResponses = ExamSession.extend({
  responses: z.array(StoredResponse),
}).meta({ id: 'ExamSessionWithResponses' });

export const ExamSessionsQuery = z.strictObject({
  status: z.enum(['open', 'closed']).optional(),
  ...Page,
});

export const ExamSessions = z
  .object({ examSessions: z.array(ExamSession), next: z.string().nullable() })
  .meta({ id: 'ExamSessions' });

/** The form: everything the player shows; where an exam never goes back, only what was opened. */
export const CandidateForm = z
  .object({
    title: z.string(),
    certification: CertificationCode,
    mode: SessionMode,
    mayGoBack: z.boolean(),
    tools: ExamTools,
    sections: ExamSections,
    warningsAtSeconds: z.array(z.int()),
    openSection: z
      .int()
      .min(0)
      .max(mostSections - 1)
      .optional()
      .describe('The last section in here, from 0; absent: the whole form is'),
    items: z.array(CandidateItem),
    stimuli: z.array(CandidateStimulus),
  })
  .meta({ id: 'CandidateForm' });
export type CandidateForm = z.infer<typeof CandidateForm>;

/** Reply of start and resume. */
export const RunningSession = z
  .object({
    id: Uuid,
    status: SessionStatus,
    epoch: Epoch,
    serverTime: Instant,
    startedAt: Instant,
    deadline: Instant.nullable(),
    pause: SessionPause.nullable(),
    breakSecondsLeft: z.int(),
    notices: z.array(SessionNotice),
    sealingKey: SealingKey,
    form: CandidateForm,
    responses: z.array(StoredResponse),
  })
  .meta({ id: 'RunningSession' });
export type RunningSession = z.infer<typeof RunningSession>;

export const ResumeSession = z
  .strictObject({ password: z.string().min(1).max(200).optional() })
  .meta({ id: 'ResumeSession' });
export type ResumeSession = z.infer<typeof ResumeSession>;

export const RecordResponses = z
  .strictObject({ epoch: Epoch, responses: Responses.min(1) })
  .meta({ id: 'RecordResponses' });
export type RecordResponses = z.infer<typeof RecordResponses>;

export const ResponsesReceipt = z
  .object({
    accepted: z.array(z.tuple([RespondableId, Revision])),
    superseded: z.array(z.tuple([RespondableId, Revision, ResponseValue.nullable()])),
    serverTime: Instant,
    deadline: Instant.nullable(),
    status: SessionStatus,
  })
  .meta({ id: 'ResponsesReceipt' });
export type ResponsesReceipt = z.infer<typeof ResponsesReceipt>;

export const SectionNumber = z
  .string()
  .regex(/^1?[0-9]$/)
  .describe('From 0');

/** With what is still unsent of the section that is left by it. */
export const OpenSection = z
  .strictObject({ epoch: Epoch, responses: Responses.default([]) })
  .meta({ id: 'OpenSection' });
export type OpenSection = z.infer<typeof OpenSection>;

/** What joins the form, and what became of the responses. */
export const OpenedSection = ResponsesReceipt.extend({
  section: z.int(),
  items: z.array(CandidateItem),
  stimuli: z.array(CandidateStimulus),
}).meta({ id: 'OpenedSection' });
export type OpenedSection = z.infer<typeof OpenedSection>;

export const SubmitSession = z
  .strictObject({ epoch: Epoch, responses: Responses.default([]) })
  .meta({ id: 'SubmitSession' });
export type SubmitSession = z.infer<typeof SubmitSession>;

/** Proof of what was stored when the session closed; the same bytes at every repeat. */
export const SessionReceipt = z
  .object({
    sessionId: Uuid,
    receiptNumber: z.string(),
    closedBy: z.enum(['candidate', 'deadline', 'staff']),
    closedAt: Instant,
    itemCount: z.int(),
    answeredCount: z.int(),
    revisions: z.array(z.tuple([RespondableId, z.int()])).describe('Per item, in order of the form'),
    digest: z
      .string()
      .describe('SHA-256, hex, over the RFC 8785 JSON [[itemNo, revision, value]…] ordered by itemNo'),
  })
  .meta({ id: 'SessionReceipt' });
export type SessionReceipt = z.infer<typeof SessionReceipt>;
