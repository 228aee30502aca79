/** Brings a text into sight and gives it the focus, from where a screen reader reads on. */
export function comeTo(id: string, place: string): void {
  const text = document.querySelector<HTMLElement>(
    `[data-marks="${CSS.escape(id)}"] [data-place="${CSS.escape(place)}"]`,
  );
  text?.setAttribute('tabindex', '-1');
  text?.scrollIntoView({ block: 'center' });
  text?.focus({ preventScroll: true });
}
