import type { SessionEvent } from '@attest/contracts';
import { useI18n } from 'vue-i18n';
import { useFormat } from '../../shared/composables/use-format.ts';
import { useSeconds } from './use-seconds.ts';

/** One event as a sentence, without judging it. */
export function useEventWords(): (event: SessionEvent) => string {
  const { t } = useI18n();
  const { duration } = useFormat();
  const { timeOfDay } = useSeconds();

  const where = (itemNumber: number | undefined) =>
    itemNumber === undefined || itemNumber < 1
      ? t('proctoring.record.scenario')
      : t('proctoring.record.question', { n: itemNumber });
  const instant = (value: string | null | undefined) =>
    value === null || value === undefined ? t('proctoring.none') : timeOfDay(value);

  return ({ kind, facts }) => {
    const name = `proctoring.record.event.${kind}` as const;
    const time = facts.seconds === undefined ? '' : duration(facts.seconds);
    switch (kind) {
      case 'deadline-set':
        return facts.after === null
          ? t('proctoring.record.event.deadline-setNone')
          : t(name, { after: instant(facts.after) });
      case 'deadline-changed':
        return t(name, { before: instant(facts.before), after: instant(facts.after) });
      case 'section-opened':
        return t(name, { n: facts.section ?? 0 });
      case 'paused':
        return isCause(facts.cause) ? t(`proctoring.record.event.pausedFor.${facts.cause}`) : t(name);
      case 'continued':
        return time === '' ? t(name) : t('proctoring.record.event.continuedAfter', { time });
      case 'reopened':
        return time === '' ? t(name) : t('proctoring.record.event.reopenedWith', { time });
      case 'answer-changed':
        return facts.after === null
          ? t('proctoring.record.event.answer-cleared', { where: where(facts.itemNumber) })
          : t(name, { where: where(facts.itemNumber) });
      case 'pasted':
        return t(name, { n: facts.characters ?? 0, where: where(facts.itemNumber) }, facts.characters ?? 0);
      case 'proposed':
        return isGrave(facts.cause) ? t(`proctoring.record.event.proposedWhat.${facts.cause}`) : t(name);
      default:
        return t(name, { where: where(facts.itemNumber), time, text: facts.text ?? '' });
    }
  };
}

const isCause = (cause: string | undefined) => cause === 'break' || cause === 'staff' || cause === 'incident';
const isGrave = (cause: string | undefined) => cause === 'void' || cause === 'reopen';
