import * as z from 'zod';
import { CertificationCode, Instant, Page, Slug, Uuid } from './primitives.ts';

export const SessionMode = z.enum(['exam', 'study', 'drill']).meta({ id: 'SessionMode' });
export type SessionMode = z.infer<typeof SessionMode>;

export const ReleasePolicy = z.enum(['at-once', 'at', 'by-hand']);
export const RevealPolicy = z.enum(['none', 'missed', 'all']);
export type RevealPolicy = z.infer<typeof RevealPolicy>;

/** What the player offers beside the questions. What is false is absent from it. */
export const ExamTools = z
  .object({
    calculator: z.boolean(),
    highlights: z.boolean(),
    notes: z.boolean(),
    ruleOut: z.boolean(),
  })
  .meta({ id: 'ExamTools' });
export type ExamTools = z.infer<typeof ExamTools>;

/** A part of a form, in its order. Where an exam does not go back, nobody returns to one that was left. */
export const ExamSection = z.object({ title: z.string(), itemCount: z.int() }).meta({ id: 'ExamSection' });
export type ExamSection = z.infer<typeof ExamSection>;
export const mostSections = 20;
export const ExamSections = z.array(ExamSection).max(mostSections).describe('Empty: the form is one piece');

export const Certification = z
  .object({
    code: CertificationCode,
    name: z.string(),
    owner: z.object({ credential: z.string(), organisation: z.string() }),
    domains: z.array(z.object({ id: z.string(), name: z.string(), weightPercent: z.number() })),
  })
  .meta({ id: 'Certification' });
export type Certification = z.infer<typeof Certification>;

export const Certifications = z
  .object({ certifications: z.array(Certification) })
  .meta({ id: 'Certifications' });

export const Exam = z
  .object({
    id: Uuid,
    slug: Slug,
    certification: CertificationCode,
    title: z.string(),
    summary: z.string(),
    itemCount: z.int().describe('Of a form, those on trial included'),
    pretestCount: z.int().describe('Of these, those on trial, which never count'),
    durationSeconds: z.int(),
    modes: z.array(SessionMode),
    mayGoBack: z.boolean(),
    tools: ExamTools,
    sections: ExamSections,
    release: ReleasePolicy,
    reveal: RevealPolicy,
    warningsAtSeconds: z.array(z.int()),
    opensAt: Instant.nullable(),
    latestStartAt: Instant.nullable(),
    closesAt: Instant.nullable().describe('For the standard time; personal extra time comes on top'),
    domains: z.array(z.object({ id: z.string(), name: z.string(), itemCount: z.int() })),
  })
  .meta({ id: 'Exam' });
export type Exam = z.infer<typeof Exam>;

export const ExamsQuery = z.strictObject({
  certification: CertificationCode.optional(),
  ...Page,
});

export const Exams = z.object({ exams: z.array(Exam), next: z.string().nullable() }).meta({ id: 'Exams' });
