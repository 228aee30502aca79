import type { ListedQuestion } from '@attest/exam-engine/player';

export const overviewFilters = ['all', 'unanswered', 'flagged', 'unsure'] as const;
export type OverviewFilter = (typeof overviewFilters)[number];

/** The filter named in an address; whatever it does not know means all. */
export function readOverviewFilter(asked: unknown): OverviewFilter {
  return overviewFilters.find((filter) => filter === asked) ?? 'all';
}

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
