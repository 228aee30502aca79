import { StimulusDraftText, type CertificationCode, type DraftExhibit } from '@attest/contracts';
import type { StimulusText } from '../record-text.ts';
import { enteredFields } from './entered.ts';
import type { DraftFrame } from './item-draft.ts';

/** Fields that a file leaves out rather than empty. */
const optional = ['detail', 'language'];

/** What an author goes on with: everything they wrote, without the frame around it. */
export function draftOfStimulus({
  id: _id,
  author: _author,
  created: _created,
  ...text
}: StimulusText): StimulusDraftText {
  return StimulusDraftText.parse(text);
}

/** The record that a draft would be in a file; whether it is sound is for `judgeStimulus` to say. */
export function recordOfStimulusDraft(
  draft: StimulusDraftText,
  { id, author, created, status, reviewers }: DraftFrame,
) {
  const exhibits = draft.exhibits.map(withoutEmptyLabels);
  return {
    ...Object.fromEntries(enteredFields({ ...draft, exhibits }, optional)),
    id,
    author,
    created,
    status,
    reviewers: [...reviewers],
  };
}

/** Every node has a label; an edge may do without. */
function withoutEmptyLabels(exhibit: DraftExhibit): DraftExhibit {
  if (exhibit.kind !== 'diagram') return exhibit;
  const edges = exhibit.edges.map((edge) => (edge.label === '' ? { ...edge, label: null } : edge));
  return { ...exhibit, edges };
}

/**
 * A new scenario with a place for its first fact.
 *
 * @param reviewDue calendar date at which somebody should look at it again
 */
export function emptyStimulusDraft(certification: CertificationCode, reviewDue: string): StimulusDraftText {
  return {
    title: '',
    certifications: [certification],
    organisation: '',
    industry: '',
    facts: [{ n: 1, text: '' }],
    exhibits: [],
    reviewDue,
    lintReasons: {},
  };
}
