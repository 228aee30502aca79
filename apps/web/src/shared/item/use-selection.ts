import { computed, shallowRef, toValue, watch, type MaybeRefOrGetter } from 'vue';
import { useI18n } from 'vue-i18n';
import { announce } from '../composables/use-announcer.ts';

interface Selection {
  /** What can be chosen, in the order in which it is offered. */
  readonly offered: readonly string[];
  readonly selected: readonly string[];
  readonly minChoices: number;
  readonly maxChoices: number;
  readonly isLocked: boolean;
}

/** Why a press changed nothing; a new one each time, so that it is brought into sight each time. */
export interface Refusal {
  /** What was pressed. */
  readonly id: string;
  readonly sentence: string;
}

/**
 * Choosing by pressing: one press chooses, the next clears; a single choice moves, and one more than
 * allowed is refused with a sentence. A maximum of 0 allows any number.
 *
 * @param choose takes the chosen ids over
 */
export function useSelection(
  selection: MaybeRefOrGetter<Selection>,
  choose: (selected: readonly string[]) => void,
) {
  const { t } = useI18n();
  const refusal = shallowRef<Refusal | null>(null);
  const now = computed(() => toValue(selection));
  const least = computed(() => now.value.minChoices);
  const isBounded = computed(
    () => now.value.maxChoices > 0 && (now.value.maxChoices < now.value.offered.length || least.value > 1),
  );
  const most = computed(() => now.value.maxChoices);
  const isSingle = computed(() => most.value === 1);
  const hint = computed(() => {
    if (isSingle.value) return t('item.choice.one');
    if (!isBounded.value)
      return least.value > 1 ? t('item.choice.least', { least: least.value }) : t('item.choice.any');
    return least.value > 0 && least.value < most.value
      ? t('item.choice.between', { least: least.value, most: most.value })
      : t('item.choice.some', { most: most.value });
  });
  const count = computed(() => {
    if (isSingle.value) return '';
    const chosen = now.value.selected.length;
    return isBounded.value
      ? t('item.choice.count', { chosen, most: most.value })
      : t('item.choice.countAny', { chosen });
  });

  watch(
    () => now.value.selected,
    () => (refusal.value = null),
  );

  /** False when there is no such option or nothing may be changed; a refused press counts as taken. */
  function press(id: string): boolean {
    const { offered, selected, isLocked } = now.value;
    if (isLocked || !offered.includes(id)) return false;
    if (selected.includes(id)) choose(selected.filter((chosen) => chosen !== id));
    else if (isSingle.value) choose([id]);
    else if (most.value > 0 && selected.length >= most.value) refuse(id);
    else choose(offered.filter((each) => each === id || selected.includes(each)));
    return true;
  }

  function refuse(id: string): void {
    const sentence = t('item.choice.full', { most: most.value });
    refusal.value = { id, sentence };
    announce(sentence);
  }

  return { hint, count, refusal, isSingle, press };
}
