import type { CertificationCode, ExamDraftText } from '@attest/contracts';
import type { ExamFile } from '../schema/exam.ts';

/** What a draft goes on from: a published exam, without what its authors do not change. */
export type ExamRules = Omit<ExamFile, 'id' | 'certification'>;

/** What an exam offers its candidates that says nothing of it. */
const usualTools = { calculator: false, highlights: true, notes: true, ruleOut: true } as const;
const levels = ['recall', 'application', 'analysis'] as const;

/** What the authors of a published exam go on with. */
export function draftOfExam(slug: string, rules: ExamRules): ExamDraftText {
  const { sections = [], tools, attempts } = rules;
  return {
    slug,
    title: rules.title,
    summary: rules.summary,
    itemCount: rules.itemCount,
    pretestCount: rules.pretestCount ?? null,
    durationSeconds: rules.durationSeconds,
    graceSeconds: rules.graceSeconds,
    opensAt: rules.opensAt ?? null,
    latestStartAt: rules.latestStartAt ?? null,
    closesAt: rules.closesAt ?? null,
    modes: rules.modes,
    domains: { ...rules.domains },
    levels: {
      recall: boundsOf(rules, 'recall'),
      application: boundsOf(rules, 'application'),
      analysis: boundsOf(rules, 'analysis'),
    },
    scenarioShare: { min: rules.scenarioShare.min },
    minTestletSize: rules.minTestletSize,
    maxPerIncident: rules.maxPerIncident,
    warningsAtSeconds: rules.warningsAtSeconds,
    mayGoBack: rules.mayGoBack,
    tools: {
      calculator: tools?.calculator ?? usualTools.calculator,
      highlights: tools?.highlights ?? usualTools.highlights,
      notes: tools?.notes ?? usualTools.notes,
      ruleOut: tools?.ruleOut ?? usualTools.ruleOut,
    },
    sections: sections.map(({ title, itemCount }) => ({ title, itemCount })),
    release: rules.release,
    reveal: rules.reveal,
    attempts: {
      isLimited: attempts.max !== null,
      max: attempts.max,
      waitSeconds: attempts.waitSeconds,
    },
  };
}

function boundsOf({ levels: given }: ExamRules, level: (typeof levels)[number]) {
  return { min: given[level]?.min ?? null, max: given[level]?.max ?? null };
}

/** A new exam of ten questions a quarter of an hour, taken as an exam, that shows all answers afterwards. */
export function emptyExam(slug: string, title: string): ExamDraftText {
  const free = { min: null, max: null };
  return {
    slug,
    title,
    summary: '',
    itemCount: 10,
    pretestCount: null,
    durationSeconds: 900,
    graceSeconds: 30,
    opensAt: null,
    latestStartAt: null,
    closesAt: null,
    modes: ['exam'],
    domains: {},
    levels: { recall: { ...free }, application: { ...free }, analysis: { ...free } },
    scenarioShare: { min: 0 },
    minTestletSize: 1,
    maxPerIncident: 2,
    warningsAtSeconds: [300, 60],
    mayGoBack: true,
    tools: { ...usualTools },
    sections: [],
    release: 'at-once',
    reveal: 'all',
    attempts: { isLimited: false, max: null, waitSeconds: 0 },
  };
}

/** The record that a draft would be in a file; whether it is sound is for `judgeExam` to say. */
export function examRecordOf(draft: ExamDraftText, certification: CertificationCode): unknown {
  const { slug: id, domains, sections, tools, attempts, ...rest } = draft;
  const record = {
    ...rest,
    id,
    certification,
    // A domain that nobody asked for has no questions.
    domains: Object.fromEntries(Object.entries(domains).filter(([, count]) => count !== null && count !== 0)),
    levels: Object.fromEntries(
      levels.map((level) => [level, draft.levels[level]] as const).filter(([, bounds]) => hasBounds(bounds)),
    ),
    ...(sections.length > 0 && { sections }),
    ...(areUsual(tools) ? {} : { tools }),
  };
  return {
    ...entered(record),
    attempts: {
      ...(attempts.isLimited ? entered({ max: attempts.max }) : { max: null }),
      ...entered({ waitSeconds: attempts.waitSeconds }),
    },
  };
}

function hasBounds(bounds: unknown): boolean {
  return typeof bounds === 'object' && bounds !== null && Object.values(bounds).some((each) => each !== null);
}

function areUsual(tools: ExamDraftText['tools']): boolean {
  return (
    tools.calculator === usualTools.calculator &&
    tools.highlights === usualTools.highlights &&
    tools.notes === usualTools.notes &&
    tools.ruleOut === usualTools.ruleOut
  );
}

/** Null is what nobody has entered; a file leaves it out. */
function entered(value: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, each]) => each !== null)
      .map(([name, each]) => [name, isMapping(each) ? entered(each) : each]),
  );
}

function isMapping(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
