import { useI18n } from 'vue-i18n';
import type { FormSection, ListedQuestion } from '@attest/exam-engine/player';

/** "Judgement", "Judgement (closed)" or "Judgement (opens later)". */
export function useSectionName() {
  const { t } = useI18n();
  return {
    headingOf: (section: FormSection | undefined, questions: readonly ListedQuestion[]): string | null => {
      if (section === undefined) return null;
      const own = questions.filter(({ number }) => section.numbers.includes(number));
      const closed = (['locked', 'later'] as const).find((state) =>
        own.every((each) => each.state === state),
      );
      return closed === undefined ? section.title : t(`player.section.${closed}`, { section: section.title });
    },
  };
}
