import { inject, provide, type InjectionKey } from 'vue';
import { nextLetter, nextNumbered } from './local-ids.ts';

const key: InjectionKey<() => readonly string[]> = Symbol('ids that the draft uses');

/** Every `id` of a draft and every name of a span: within one question each is given once. */
export function idsWithin(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(idsWithin);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]: [string, unknown]) => {
    if (name === 'id' && typeof inner === 'string') return [inner];
    const names = name === 'spans' && typeof inner === 'object' && inner !== null ? Object.keys(inner) : [];
    return [...names, ...idsWithin(inner)];
  });
}

export function provideTakenIds(taken: () => readonly string[]): void {
  provide(key, taken);
}

/** Ids that nothing in the draft has yet. */
export function useFreshIds() {
  const taken = inject(key, () => []);
  return {
    letter: () => nextLetter(taken()),
    numbered: (word: string, also: readonly string[] = []) => nextNumbered(word, [...taken(), ...also]),
  };
}
