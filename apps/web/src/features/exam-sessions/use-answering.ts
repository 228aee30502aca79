import { computed } from 'vue';
import { useI18n } from 'vue-i18n';
import type { ResponsePart } from '@attest/contracts';
import { entryFor, itemAt, type Highlight } from '@attest/exam-engine/player';
import { announce } from '../../shared/composables/use-announcer.ts';
import type { Sitting } from './create-sitting.ts';

/** What a candidate does to the question on screen, as events of the exam flow. */
export function useAnswering({ player, dispatch }: Sitting) {
  const { t } = useI18n();
  const item = computed(() =>
    player.value === null ? null : itemAt(player.value.form, player.value.current),
  );
  const marks = computed(() =>
    player.value === null || item.value === null ? {} : entryFor(player.value, item.value.id).marks,
  );

  function answer(responseVariable: string, part: ResponsePart | null): void {
    const itemId = item.value?.id;
    if (itemId === undefined) return;
    if (part === null) dispatch({ type: 'clear', itemId, responseVariable });
    else dispatch({ type: 'answer', itemId, responseVariable, part });
  }

  function ruleOut(optionId: string): void {
    if (item.value === null) return;
    const isOut = marks.value.ruledOut?.includes(optionId) ?? false;
    dispatch({ type: isOut ? 'restore' : 'ruleOut', itemId: item.value.id, optionId });
  }

  function mark(type: 'flag' | 'unsure'): void {
    if (player.value === null || item.value === null || player.value.isInputLocked) return;
    const isOn = !(type === 'flag' ? marks.value.flagged : marks.value.unsure);
    dispatch({ type, itemId: item.value.id, isOn });
    announce(t(isOn ? `player.marked.${type}` : `player.unmarked.${type}`));
  }

  function note(id: string, text: string): void {
    dispatch({ type: 'note', id, text });
  }

  function highlight(id: string, highlights: Highlight[]): void {
    dispatch({ type: 'highlight', id, highlights });
  }

  return { answer, ruleOut, note, highlight, flag: () => mark('flag'), unsure: () => mark('unsure') };
}
