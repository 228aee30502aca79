import type { Directive } from 'vue';
import { alertNow, announce } from './use-announcer.ts';

const said = new WeakMap<Element, string>();

/**
 * Has the text of an element read out by the page's own live regions when it appears and whenever it
 * changes. `.now` interrupts; `.later` keeps quiet about what the page began with.
 */
export const vSpoken: Directive<HTMLElement, undefined, 'now' | 'later'> = {
  mounted(element, { modifiers }) {
    if (modifiers.later) said.set(element, textOf(element));
    else say(element, modifiers.now);
  },
  updated(element, { modifiers }) {
    say(element, modifiers.now);
  },
};

function say(element: HTMLElement, isUrgent: boolean | undefined): void {
  const text = textOf(element);
  if (text === said.get(element)) return;
  said.set(element, text);
  if (text === '') return;
  if (isUrgent) alertNow(text);
  else announce(text);
}

/** Without what can be pressed: a screen reader comes to that by itself. */
function textOf(element: HTMLElement): string {
  const copy = element.cloneNode(true);
  if (copy instanceof HTMLElement) for (const button of copy.querySelectorAll('button')) button.remove();
  return (copy.textContent ?? '').replaceAll(/\s+/g, ' ').trim();
}
