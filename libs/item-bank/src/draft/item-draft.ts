import { ItemDraftText, type CertificationCode, type ItemType } from '@attest/contracts';
import type { ItemText, ReviewState } from '../record-text.ts';
import { enteredFields } from './entered.ts';

/** Where a draft lies in the bank: what its author does not write. */
export interface DraftFrame extends ReviewState {
  readonly id: string;
  readonly author: string;
  /** Calendar date. */
  readonly created: string;
}

/** Fields that a file leaves out rather than empty. */
const optional = ['stimulus', 'validUntil', 'error', 'unit', 'pattern', 'rationale'];

/** What an author goes on with: everything they wrote, without the frame around it. */
export function draftOfItem({
  id: _id,
  author: _author,
  created: _created,
  ...text
}: ItemText): ItemDraftText {
  return ItemDraftText.parse(text);
}

/** The record that a draft would be in a file; whether it is sound is for `judgeItem` to say. */
export function recordOfDraft(draft: ItemDraftText, { id, author, created, status, reviewers }: DraftFrame) {
  return {
    ...Object.fromEntries(enteredFields(draft, optional)),
    id,
    author,
    created,
    status,
    reviewers: [...reviewers],
  };
}

/**
 * A new item of a type with places for what it usually holds.
 *
 * @param reviewDue calendar date at which somebody should look at it again
 */
export function emptyDraft(
  type: ItemType,
  certification: CertificationCode,
  reviewDue: string,
): ItemDraftText {
  return ItemDraftText.parse({
    type,
    certifications: [certification],
    domain: '',
    objective: '',
    cognitiveLevel: null,
    expectedDifficulty: null,
    stimulus: null,
    factsUsed: [],
    flipFact: '',
    references: [],
    enemies: [],
    incidents: [],
    tags: [],
    pretest: false,
    shuffle: true,
    reviewDue,
    validUntil: null,
    lintReasons: {},
    ...(type === 'composite'
      ? { body: '', interactions: {}, processing: { template: 'sum' } }
      : { stem: '', ...emptyParts[type] }),
  });
}

const named = (ids: string) => ids.split('').map((id) => ({ id, text: '' }));
const explained = (ids: string) => named(ids).map((each) => ({ ...each, rationale: '' }));

/** What candidates choose from, empty: as many as a good item of the type usually has. */
const emptyParts = {
  'single-choice': { options: explained('abcd'), key: [], scoring: 'all-or-nothing' },
  'multiple-response': { options: explained('abcde'), key: [], choose: 2, scoring: 'plus-minus-floor' },
  ordering: { steps: explained('abcd'), key: [], scoring: 'adjacent-pairs' },
  matching: {
    premises: explained('pqr'),
    choices: named('abcd'),
    key: {},
    usage: 'once',
    scoring: 'per-pair',
  },
  matrix: { rows: explained('pqr'), columns: named('ab'), key: {}, scoring: 'per-cell' },
  'inline-choice': { blanks: [], scoring: 'per-pair' },
  hottext: { passage: '', spans: {}, key: [], scoring: 'per-span' },
  hotspot: { exhibit: '', places: [], key: [], choose: 1, scoring: 'all-or-nothing' },
  'short-text': { accept: [], caseSensitive: false, scoring: 'all-or-nothing' },
  numeric: { value: null, tolerance: 0, scoring: 'all-or-nothing' },
  'constructed-response': {
    maxWords: 150,
    rubric: [{ id: 'a', points: 1, criterion: '', anchor: '', commonWrong: '' }],
    unacceptable: [],
    scoring: 'rubric',
  },
} as const satisfies Record<Exclude<ItemType, 'composite'>, unknown>;
