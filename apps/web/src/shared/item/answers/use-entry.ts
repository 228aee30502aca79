import { computed, ref, toValue, watch, type MaybeRefOrGetter } from 'vue';
import { useI18n } from 'vue-i18n';
import { announce } from '../../composables/use-announcer.ts';
import { cutToLimit, storable } from './text-cut.ts';

/** How much of what was cut is quoted. */
const quotedCharacters = 40;

/**
 * A field for typing, which never refuses a key: what is on screen stays until the stored answer says
 * something else, and what does not fit is cut and told.
 *
 * @param stored the answer as it is kept
 * @param limit characters that can be kept
 */
export function useEntry(
  stored: MaybeRefOrGetter<string>,
  limit: MaybeRefOrGetter<number>,
  enter: (text: string) => void,
) {
  const { t, n } = useI18n();
  const typed = ref(toValue(stored));
  const cut = ref('');
  const cutNote = computed(() =>
    cut.value === ''
      ? ''
      : t('item.entry.cut', {
          limit: n(toValue(limit)),
          count: n(cut.value.length),
          start: cut.value.trimStart().slice(0, quotedCharacters),
        }),
  );

  // Blanks alone count as no answer; on screen they stay.
  watch(
    () => toValue(stored),
    (now) => {
      if (now.trim() !== typed.value.trim()) typed.value = now;
      if (now === '') cut.value = '';
    },
  );

  function take(event: Event): void {
    const field = event.target;
    if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) return;
    const entered = storable(field.value);
    const fitting = cutToLimit(entered, toValue(limit), field.selectionEnd ?? entered.length);
    typed.value = fitting.text;
    if (field.value !== fitting.text) show(field, fitting.text);
    if (fitting.cut !== '') {
      cut.value = fitting.cut;
      announce(cutNote.value);
    }
    enter(fitting.text);
  }

  return { typed, cutNote, take };
}

/** Puts a shorter text in place and the caret where it was. */
function show(field: HTMLInputElement | HTMLTextAreaElement, text: string): void {
  const behind = field.value.length - (field.selectionEnd ?? field.value.length);
  field.value = text;
  const caret = Math.max(0, text.length - behind);
  field.setSelectionRange(caret, caret);
}
