import type { DraftHint } from '@attest/contracts';
import { computed, inject, provide, type ComputedRef, type InjectionKey, type Ref } from 'vue';

/** Where a field lies in the text of a draft. */
export type FieldPath = readonly (string | number)[];

/** Of the input that holds a field. */
export const fieldId = (path: FieldPath) => `field-${path.join('-')}`;

interface Hints {
  readonly all: Readonly<Ref<readonly DraftHint[]>>;
  /** What is missing is named at its field only once somebody wanted to save: a new draft is not a wall of faults. */
  readonly isStrict: Readonly<Ref<boolean>>;
}

const key: InjectionKey<Hints> = Symbol('the hints of the draft');

export function provideHints(hints: Hints): void {
  provide(key, hints);
}

/** What stands at a field itself; the list below the preview holds all hints. */
export function useHintsAt(path: () => FieldPath): ComputedRef<readonly DraftHint[]> {
  const hints = inject(key, null);
  return computed(() => {
    if (hints === null) return [];
    const place = path().join('/');
    return hints.all.value.filter(
      ({ field, level, acceptedBecause }) =>
        field.join('/') === place && acceptedBecause === null && (level !== 'fault' || hints.isStrict.value),
    );
  });
}

/** The input of a field, or of the nearest thing around it. */
export function fieldElement(path: FieldPath): HTMLElement | null {
  for (let length = path.length; length > 0; length -= 1) {
    const element = document.getElementById(fieldId(path.slice(0, length)));
    if (element !== null) return element;
  }
  return null;
}
