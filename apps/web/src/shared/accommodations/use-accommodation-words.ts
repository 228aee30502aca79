import type { AppliedAccommodation } from '@attest/contracts';
import { useI18n } from 'vue-i18n';
import './messages.ts';
import { useFormat } from '../composables/use-format.ts';

type Granted = Pick<AppliedAccommodation, 'timeFactor' | 'extraSeconds' | 'breakSeconds' | 'tools'>;

export interface AccommodationWords {
  /** "50 % more time and 10 minutes"; empty without any. */
  readonly moreTime: (granted: Granted) => string;
  /** "40 minutes (20, plus 50 % and 10 minutes)" */
  readonly ownTime: (granted: Granted, standardSeconds: number, allowedSeconds: number) => string;
  /** "15 minutes"; empty without any. */
  readonly breaks: (granted: Granted) => string;
  /** "Screen reader, magnifier"; empty without any. */
  readonly tools: (granted: Granted) => string;
}

/** What is granted to somebody, in words. */
export function useAccommodationWords(): AccommodationWords {
  const { t, locale } = useI18n();
  const { duration } = useFormat();
  const percents = new Intl.NumberFormat(locale.value, { style: 'percent' });
  const list = (parts: readonly string[]) => new Intl.ListFormat(locale.value).format(parts);
  const share = ({ timeFactor }: Granted) => (timeFactor === 1 ? [] : [percents.format(timeFactor - 1)]);

  return {
    moreTime: (granted) => {
      const extra = granted.extraSeconds === 0 ? [] : [duration(granted.extraSeconds)];
      return list([
        ...share(granted).map((percent) => t('accommodation.percentMore', { percent })),
        ...extra,
      ]);
    },
    ownTime: (granted, standardSeconds, allowedSeconds) => {
      const extra = granted.extraSeconds === 0 ? [] : [duration(granted.extraSeconds)];
      const more = list([...share(granted), ...extra]);
      const standard = String(Math.round(standardSeconds / 60));
      return t('accommodation.ownTime', { time: duration(allowedSeconds), standard, more });
    },
    breaks: ({ breakSeconds }) => (breakSeconds === 0 ? '' : duration(breakSeconds)),
    tools: ({ tools }) => list(tools.map((tool) => t(`accommodation.tool.${tool}`))),
  };
}
