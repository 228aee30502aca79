import { readonly, ref } from 'vue';

const polite = ref('');
const assertive = ref('');
const waiting: string[] = [];
let timer: ReturnType<typeof setTimeout> | undefined;

/** The two live regions of the page; `LiveRegions.vue` shows them. */
export const liveRegions = { polite: readonly(polite), assertive: readonly(assertive) };

/** Says something to screen readers when they are free, at most one message a second. */
export function announce(message: string): void {
  waiting.push(message);
  if (timer === undefined) sayNext();
}

/** Interrupts a screen reader. For the last minute and for lost saves only. */
export function alertNow(message: string): void {
  assertive.value = '';
  setTimeout(() => (assertive.value = message), 50);
}

function sayNext(): void {
  const message = waiting.shift();
  if (message === undefined) {
    timer = undefined;
    return;
  }
  polite.value = '';
  setTimeout(() => (polite.value = message), 50);
  timer = setTimeout(sayNext, 1000);
}
