import type { CandidateForm, CandidateItem } from '@attest/contracts';
import type { ProblemId } from '@attest/contracts/problems';
import { sectionRanges } from '@attest/exam-engine';
import type { CandidateLog } from './candidate-log.ts';
import type { Chance } from './chance.ts';
import type { Wire } from './wire.ts';

/** What became of a request: a success, a refusal by the registry, or a reply that never came. */
export type Fate = 'done' | 'lost' | ProblemId;

export interface CandidateParts {
  readonly name: string;
  /** Secret of a sign-in. */
  readonly cookie: string;
  readonly chance: Chance;
  readonly wire: Wire;
  /** Addresses that lead to the API; the candidate turns to the next one when a reply is lost. */
  readonly addresses: readonly string[];
  readonly log: CandidateLog;
  /** Told of every reply that no fault may cause. */
  readonly onSurprise: (text: string) => void;
}

export interface Sitting {
  readonly id: string;
  /** Those that take answers. */
  readonly items: readonly CandidateItem[];
  /** From 0; null where the form is one piece. */
  readonly section: number | null;
  readonly deadline: string | null;
  readonly epoch: number;
}

/** Refusals that a candidate can meet while everything works, and while the database does not answer. */
export const expected: readonly (ProblemId | null)[] = [
  'response-after-deadline',
  'session-continued-elsewhere',
  'session-not-active',
  'session-not-startable',
  'overloaded',
  'not-ready',
];

/** The items of a form that take answers now. */
export function openItems({ items, sections, openSection }: CandidateForm): readonly CandidateItem[] {
  const from = sectionRanges(sections)[openSection ?? -1]?.from ?? 1;
  return items.filter(({ number }) => number >= from);
}
