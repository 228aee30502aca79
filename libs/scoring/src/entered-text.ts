import type { CorrectResponse } from '@attest/item-bank';

type TextKey = Extract<CorrectResponse, { kind: 'text' }>;

/** Longer texts match no short answer; the bound keeps author patterns cheap. */
const longestShortText = 1_000;

/** Blanks at the ends and runs of blanks do not matter, nor how an accented letter is encoded. */
export function normaliseText(text: string): string {
  return text.normalize('NFC').trim().replace(/\s+/gu, ' ');
}

/** True when the text is on the list or fits the author's pattern as a whole. */
export function matchesText({ accept, caseSensitive, pattern }: TextKey, text: string): boolean {
  const entered = normaliseText(text);
  if (entered === '' || entered.length > longestShortText) return false;
  const folded = (each: string) => (caseSensitive ? normaliseText(each) : normaliseText(each).toLowerCase());
  if (accept.some((accepted) => folded(accepted) === folded(text))) return true;
  return pattern !== null && new RegExp(`^(?:${pattern})$`, caseSensitive ? 'u' : 'iu').test(entered);
}

const grouped = /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/u;
const decimal = /^[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:e[+-]?\d{1,3})?$/iu;

/**
 * Reads a number as people write it: `1,250.5`, `1 250.5`, `−3`, `0,5`, `2e3`. A comma before exactly
 * three digits groups thousands, as in British use; any other comma is a decimal sign.
 *
 * @returns null when the text is no number
 */
export function parseNumber(text: string): number | null {
  const compact = text.replace(/\s/gu, '').replace(/[−–]/gu, '-');
  if (grouped.test(compact)) return Number(compact.replaceAll(',', ''));
  if (!decimal.test(compact)) return null;
  const value = Number(compact.replace(',', '.'));
  return Number.isFinite(value) ? value : null;
}

/** Decimal fractions are not exact in binary: 0.3 ± 0.1 must accept 0.4. */
const numberEpsilon = 1e-9;

export function matchesNumber(
  { value, tolerance }: Extract<CorrectResponse, { kind: 'number' }>,
  text: string,
): boolean {
  const entered = parseNumber(text);
  if (entered === null) return false;
  return Math.abs(entered - value) <= tolerance + numberEpsilon * Math.max(1, Math.abs(value));
}
