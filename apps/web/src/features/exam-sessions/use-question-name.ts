import { useI18n } from 'vue-i18n';
import type { ListedQuestion } from '@attest/exam-engine/player';

/** "Question 13, seen, no answer, flagged". */
export function useQuestionName() {
  const { t } = useI18n();
  const stateOf = ({ state, answer }: ListedQuestion) =>
    state === 'locked'
      ? `${t('player.state.locked')}, ${t(`player.answer.${answer}`)}`
      : t(`player.state.${state}`);
  const marksOf = ({ isFlagged, isUnsure, hasNote }: ListedQuestion) => [
    ...(isFlagged ? [t('player.state.flagged')] : []),
    ...(isUnsure ? [t('player.state.unsure')] : []),
    ...(hasNote ? [t('player.state.noted')] : []),
  ];
  return {
    nameOf: (question: ListedQuestion) =>
      [t('player.question', { n: question.number }), stateOf(question), ...marksOf(question)].join(', '),
    stateOf,
  };
}
