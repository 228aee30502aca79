import { CertificationCode, ReleasePolicy, RevealPolicy, SessionMode } from '@attest/contracts';
import * as z from 'zod';
import { DomainId, Label, Name, Prose, Share } from './primitives.ts';

const Instant = z.iso.datetime({ offset: true });

const Bounds = z.strictObject({ min: Share.optional(), max: Share.optional() });

const boundsInOrder = ['opensAt', 'latestStartAt', 'closesAt'] as const;

const Tools = z
  .strictObject({
    calculator: z.boolean().optional().describe('false unless given'),
    highlights: z.boolean().optional().describe('true unless given'),
    notes: z.boolean().optional().describe('true unless given'),
    ruleOut: z.boolean().optional().describe('true unless given'),
  })
  .describe('What the player offers beside the questions');

/** `question-bank/<certification>/exams/<id>.yaml`: what a form holds and how it is taken. */
export const ExamFile = z
  .strictObject({
    id: Name,
    certification: CertificationCode,
    title: Label,
    summary: Prose,
    itemCount: z.int().min(1).max(500).describe('Scored items'),
    pretestCount: z
      .int()
      .min(1)
      .max(100)
      .optional()
      .describe('Items on trial mixed in beside them, never scored; none unless given'),
    durationSeconds: z.int().min(60).max(86_400),
    graceSeconds: z.int().min(0).max(600),
    opensAt: Instant.optional().describe('The first instant at which it can be started'),
    latestStartAt: Instant.optional().describe('The last instant at which it can be started'),
    closesAt: Instant.optional().describe(
      'When it ends for whoever has the standard time; extra time of a person comes on top',
    ),
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
    tools: Tools.optional(),
    sections: z
      .array(z.strictObject({ title: Label, itemCount: z.int().min(1).max(500) }))
      .min(2)
      .max(20)
      .optional()
      .describe('Parts of the form in order; with mayGoBack: false nobody returns to one that was left'),
    release: ReleasePolicy,
    reveal: RevealPolicy,
    attempts: z.strictObject({
      max: z.int().min(1).nullable().describe('null: as many as wanted'),
      waitSeconds: z.int().min(0),
    }),
  })
  .superRefine(({ domains, itemCount, pretestCount, modes, release, sections, ...window }, context) => {
    const refuse = (path: PropertyKey[], message: string) => {
      context.addIssue({ code: 'custom', path, message });
    };
    const sum = Object.values(domains).reduce((total, count) => total + count, 0);
    if (sum !== itemCount) {
      const found = `the domains add up to ${sum} items, but itemCount is ${itemCount}`;
      refuse(['domains'], `${found}; make them equal`);
    }
    const inSections = sections?.reduce((total, section) => total + section.itemCount, 0);
    if (inSections !== undefined && inSections !== itemCount) {
      const found = `the sections add up to ${inSections} items, but itemCount is ${itemCount}`;
      refuse(['sections'], `${found}; make them equal`);
    }
    if (sections !== undefined && pretestCount !== undefined) {
      refuse(['pretestCount'], 'items on trial belong to no section; leave out sections or pretestCount');
    }
    // Part of the format, but not of the product yet: no outcome of such an exam would ever arrive.
    if (release !== 'at-once') {
      refuse(['release'], `nothing can release an outcome "${release}" yet; write at-once`);
    }
    const bounds = boundsInOrder.flatMap((name) => {
      const instant = window[name];
      return instant === undefined ? [] : [{ name, at: Date.parse(instant) }];
    });
    for (const [place, later] of bounds.entries()) {
      const earlier = bounds[place - 1];
      if (earlier === undefined || earlier.at <= later.at) continue;
      const order = 'keep opensAt, latestStartAt and closesAt in this order';
      refuse([later.name], `${later.name} lies before ${earlier.name}; ${order}`);
    }
    const drill = modes.indexOf('drill');
    if (drill >= 0) refuse(['modes', drill], 'a drill is made by its candidate, not from an exam; remove it');
  })
  .meta({ title: 'Attest exam', description: 'What a form of the exam holds and how it is taken' });
export type ExamFile = z.infer<typeof ExamFile>;
