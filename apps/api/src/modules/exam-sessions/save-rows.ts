import type { RecordResponses } from '@attest/contracts';
import { collapseSaves } from '@attest/exam-engine';
import type { SaveRow } from './save-statement.ts';
import { numberOf, type SessionForm } from './session-forms.ts';

/** The rows of one checked request: of each item the highest revision, numbered as the form does. */
export function saveRowsOf(
  form: SessionForm,
  { sessionId, candidateId }: Pick<SaveRow, 'sessionId' | 'candidateId'>,
  { epoch, responses }: RecordResponses,
): SaveRow[] {
  return collapseSaves(responses).map(({ itemId, revision, value, marks }) => ({
    sessionId,
    candidateId,
    epoch,
    itemNo: numberOf(form, itemId),
    revision,
    value,
    marks: marks ?? {},
  }));
}
