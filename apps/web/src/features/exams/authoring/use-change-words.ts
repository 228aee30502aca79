import { useI18n } from 'vue-i18n';
import type { ExamChange } from '../../../shared/api/generated/types.gen.ts';
import { useFormat } from '../../../shared/composables/use-format.ts';
import './messages.ts';

type Told = ExamChange['before'];

const seconds: ReadonlySet<string> = new Set(['durationSeconds', 'graceSeconds', 'waitSeconds']);
const moments: ReadonlySet<string> = new Set(['opensAt', 'latestStartAt', 'closesAt']);
const shares: ReadonlySet<string> = new Set(['levelMin', 'levelMax', 'scenarioShare']);
const named: ReadonlySet<string> = new Set(['release', 'reveal', 'modes']);

/** A change of a rule, as people say it. */
export function useChangeWords() {
  const words = useI18n();
  const { t, n } = words;
  const { dateTime, duration } = useFormat();

  function nameOf({ field, part }: ExamChange): string {
    const name = t(`examAdmin.rule.${field}`);
    if (part === null) return name;
    const shown = words.te(`examAdmin.part.${part}`) ? t(`examAdmin.part.${part}`) : part;
    return t('examAdmin.ruleOfPart', { rule: name, part: shown });
  }

  function wordsOf(field: string, value: Told): string {
    if (Array.isArray(value)) {
      return value.length === 0 ? t('examAdmin.none') : value.map((each) => single(field, each)).join(', ');
    }
    return value === null || value === '' ? emptyWords(field) : single(field, value);
  }

  function emptyWords(field: string): string {
    return field === 'attemptsMax' ? t('examAdmin.unlimited') : t('examAdmin.none');
  }

  function single(field: string, value: string | number | boolean): string {
    if (typeof value === 'boolean') return t(value ? 'examAdmin.yes' : 'examAdmin.no');
    if (field === 'warningsAtSeconds' || (typeof value === 'number' && seconds.has(field))) {
      return duration(Number(value));
    }
    if (typeof value === 'number') {
      return shares.has(field) ? n(value, { style: 'percent', maximumFractionDigits: 2 }) : n(value);
    }
    if (moments.has(field)) return dateTime(value);
    return named.has(field) ? t(`examAdmin.choice.${field}.${value}`) : value;
  }

  return { nameOf, wordsOf };
}
