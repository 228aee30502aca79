import { computed } from 'vue';
import {
  groupsOf,
  nextNumber,
  nextSectionAt,
  openFrom,
  previousNumber,
  questionList,
  sectionIndexAt,
  sectionsOf,
  type ListedQuestion,
  type PlayerState,
} from '@attest/exam-engine/player';

/** The questions of the form and the ways that lead from the one on screen. */
export function useWays(player: () => PlayerState) {
  const current = () => player().current;
  const form = computed(() => player().form);
  const openNumbers = computed(() => openFrom(form.value, current()));
  const groups = computed(() => groupsOf(form.value));
  const sections = computed(() => sectionsOf(form.value));
  const previous = computed(() => {
    const number = previousNumber(form.value, current());
    return number === null || number < openNumbers.value.first ? null : number;
  });
  const next = computed(() => nextNumber(form.value, current()));
  const ahead = computed(() => {
    if (next.value !== null && next.value <= openNumbers.value.last) return 'question';
    return nextSectionAt(form.value, current()) === null ? 'overview' : 'section';
  });
  return {
    questions: computed<readonly ListedQuestion[]>((before) => unchanged(before, questionList(player()))),
    groups,
    sections,
    /** The title of the section on screen; null where the exam is one piece. */
    section: computed(() => sections.value[sectionIndexAt(form.value, current()) ?? -1]?.title ?? null),
    /** Numbers of the questions that share the scenario on screen. */
    range: computed(() => groups.value.find(({ numbers }) => numbers.includes(current()))?.numbers ?? []),
    previous,
    next,
    ahead,
  };
}

/** What stays as it is stays the same object, so that only the questions that changed are drawn again. */
function unchanged(before: readonly ListedQuestion[] = [], now: readonly ListedQuestion[]): ListedQuestion[] {
  return now.map((question, at) => {
    const known = before[at];
    return known !== undefined && textOf(known) === textOf(question) ? known : question;
  });
}

function textOf(question: ListedQuestion): string {
  return Object.values(question).join();
}
