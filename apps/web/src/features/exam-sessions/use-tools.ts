import { computed, nextTick, ref } from 'vue';
import { itemAt, notesIdOf } from '@attest/exam-engine/player';
import { calculatorButtonId } from './calculator/button-id.ts';
import type { Sitting } from './create-sitting.ts';

/** Which tools the exam allows, and which of them are open. */
export function useTools({ player }: Sitting) {
  const isHighlightsOpen = ref(false);
  const isCalculatorOpen = ref(false);

  /** Closed, it gives the focus back to its button. */
  function toggleCalculator(): void {
    isCalculatorOpen.value = !isCalculatorOpen.value;
    if (isCalculatorOpen.value) return;
    void nextTick(() => document.getElementById(calculatorButtonId)?.focus());
  }

  return {
    tools: computed(() => player.value?.form.tools),
    isHighlightsOpen,
    isCalculatorOpen,
    toggleCalculator,
    /** What can be highlighted: the question on screen, and its scenario. */
    markedIds: computed(() => {
      const item = player.value === null ? null : itemAt(player.value.form, player.value.current);
      if (item === null) return [];
      return item.stimulusId === null ? [item.id] : [item.id, notesIdOf(item.stimulusId)];
    }),
  };
}
