import type { CandidateForm, ExamSession, SealingKey, SessionPause, SessionStatus } from '@attest/contracts';
import type { ClockAnchor, KeptEntry } from '@attest/exam-engine/player';

/** What stays as it is from start to end. */
export interface KeptFacts {
  readonly session: ExamSession;
  readonly form: CandidateForm;
  readonly sealingKey: SealingKey;
}

/** Where the exam stands. */
export interface KeptPlace {
  readonly epoch: number;
  /** Number of the question on screen. */
  readonly current: number;
  readonly status: SessionStatus;
  readonly deadline: string | null;
  readonly pause: SessionPause | null;
  readonly breakSecondsLeft: number;
  readonly lastSavedAt: string | null;
  readonly anchor: ClockAnchor | null;
  /** When input was locked at the deadline, by the server's clock as this page knew it. */
  readonly lockedAt: string | null;
}

/** Answers that came too late, encrypted to the session's key. */
export interface KeptLate {
  readonly sealed: string;
  readonly count: number;
  readonly outcome: 'waiting' | 'received' | 'not-taken';
  readonly receivedAt: string | null;
}

/** An exam as this device can show it without the server. */
export interface KeptExam {
  readonly facts: KeptFacts;
  readonly place: KeptPlace;
  readonly entries: readonly KeptEntry[];
}

export type KeptParts = ReadonlyMap<string, unknown>;

/** Earlier and later versions of the product may have kept something else under the same name. */
const version = 1;

interface Kept<Content> {
  readonly version: typeof version;
  readonly content: Content;
}
type Guard<Content> = (content: unknown) => content is Content;

export function kept<Content>(content: Content): Kept<Content> {
  return { version, content };
}

export const latePart = 'late';
export const entryPart = (id: string) => `entry:${id}`;

/** What exams kept before there was a choice of tools do not say. */
const earlierForm: Pick<CandidateForm, 'tools' | 'sections'> = {
  tools: { calculator: false, highlights: true, notes: true, ruleOut: true },
  sections: [],
};

/** Null unless everything needed to go on is there. */
export function examIn(parts: KeptParts): KeptExam | null {
  const facts = contentOf(parts.get('facts'), isFacts);
  const place = contentOf(parts.get('place'), isPlace);
  if (facts === null || place === null) return null;
  const form = { ...earlierForm, ...facts.form };
  const entries = [...parts].flatMap(([part, value]) => {
    const entry = part.startsWith('entry:') ? contentOf(value, isEntry) : null;
    return entry === null ? [] : [entry];
  });
  return { facts: { ...facts, form }, place, entries };
}

export const lateIn = (parts: KeptParts) => contentOf(parts.get(latePart), isLate);

/** Only a page of ours could seal it: version and shape say which. */
function contentOf<Content>(value: unknown, isContent: Guard<Content>): Content | null {
  if (typeof value !== 'object' || value === null || !('content' in value && 'version' in value)) return null;
  return value.version === version && isContent(value.content) ? value.content : null;
}

const isFacts = (content: unknown): content is KeptFacts => has(content, 'form', 'sealingKey', 'session');
const isPlace = (content: unknown): content is KeptPlace => has(content, 'epoch', 'deadline', 'current');
const isLate = (content: unknown): content is KeptLate => has(content, 'sealed', 'outcome');
const isEntry = (content: unknown): content is KeptEntry =>
  Array.isArray(content) && has(content[1], 'revision');

function has(content: unknown, ...names: readonly string[]): boolean {
  return typeof content === 'object' && content !== null && names.every((name) => name in content);
}
