import { readonly, ref } from 'vue';

const polite = ref('');
const assertive = ref('');
const waiting: string[] = [];
const emptyMs = 50;
const leastPauseMs = 1000;
let timer: ReturnType<typeof setTimeout> | undefined;

/** The two live regions of the page; `LiveRegions.vue` shows them. */
export const liveRegions = { polite: readonly(polite), assertive: readonly(assertive) };

/** Says something to screen readers when they are free, at most one message a second. */
export function announce(message: string): void {
  waiting.push(message);
  if (timer === undefined) sayNext();
}

/** Interrupts a screen reader; what waits to be said waits a second longer. For what failed or is about to end. */
export function alertNow(message: string): void {
  say(assertive, message);
}

function sayNext(): void {
  const message = waiting.shift();
  timer = undefined;
  if (message !== undefined) say(polite, message);
}

/** Emptied first, so that the same words are said again. The second counts from when they are there. */
function say(region: typeof polite, message: string): void {
  clearTimeout(timer);
  region.value = '';
  timer = setTimeout(() => {
    region.value = message;
    timer = setTimeout(sayNext, leastPauseMs);
  }, emptyMs);
}
