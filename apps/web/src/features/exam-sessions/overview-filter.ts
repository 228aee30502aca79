import type { ListedQuestion } from '@attest/exam-engine/player';

export type OverviewFilter = 'all' | 'unanswered' | 'flagged' | 'unsure';

/** The questions a filter of the overview leaves. Partly answered ones count as unanswered. */
export function filterQuestions(
  questions: readonly ListedQuestion[],
  filter: OverviewFilter,
): readonly ListedQuestion[] {
  const holds: Readonly<Record<OverviewFilter, (question: ListedQuestion) => boolean>> = {
    all: () => true,
    unanswered: ({ answer }) => answer !== 'answered',
    flagged: ({ isFlagged }) => isFlagged,
    unsure: ({ isUnsure }) => isUnsure,
  };
  return questions.filter(holds[filter]);
}
