import { CertificationCode, ReleasePolicy, RevealPolicy, SessionMode } from '@attest/contracts';
import * as z from 'zod';
import { DomainId, Label, Name, Prose, Share } from './primitives.ts';

const Bounds = z.strictObject({ min: Share.optional(), max: Share.optional() });

/** `question-bank/<certification>/exams/<id>.yaml`: what a form holds and how it is taken. */
export const ExamFile = z
  .strictObject({
    id: Name,
    certification: CertificationCode,
    title: Label,
    summary: Prose,
    itemCount: z.int().min(1).max(500),
    durationSeconds: z.int().min(60).max(86_400),
    graceSeconds: z.int().min(0).max(600),
    modes: z.array(SessionMode).min(1),
    domains: z.record(DomainId, z.int().min(0)).describe('Domain to its number of items'),
    levels: z
      .strictObject({
        recall: Bounds.optional(),
        application: Bounds.optional(),
        analysis: Bounds.optional(),
      })
      .default({})
      .describe('Shares of items'),
    scenarioShare: z.strictObject({ min: Share.default(0) }).default({ min: 0 }),
    minTestletSize: z.int().min(1).max(20).default(1),
    maxPerIncident: z.int().min(1).max(100).default(2),
    warningsAtSeconds: z.array(z.int().min(1)).max(10),
    mayGoBack: z.boolean(),
    release: ReleasePolicy,
    reveal: RevealPolicy,
    attempts: z.strictObject({
      max: z.int().min(1).nullable().describe('null: as many as wanted'),
      waitSeconds: z.int().min(0),
    }),
  })
  .superRefine(({ domains, itemCount, modes, release }, context) => {
    const refuse = (path: PropertyKey[], message: string) => {
      context.addIssue({ code: 'custom', path, message });
    };
    const sum = Object.values(domains).reduce((total, count) => total + count, 0);
    if (sum !== itemCount) {
      const found = `the domains add up to ${sum} items, but itemCount is ${itemCount}`;
      refuse(['domains'], `${found}; make them equal`);
    }
    // Part of the format, but not of the product yet: no outcome of such an exam would ever arrive.
    if (release !== 'at-once') {
      refuse(['release'], `nothing can release an outcome "${release}" yet; write at-once`);
    }
    const drill = modes.indexOf('drill');
    if (drill >= 0) refuse(['modes', drill], 'a drill is made by its candidate, not from an exam; remove it');
  })
  .meta({ title: 'Attest exam', description: 'What a form of the exam holds and how it is taken' });
export type ExamFile = z.infer<typeof ExamFile>;
