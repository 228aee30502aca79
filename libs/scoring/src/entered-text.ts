import { parseNumber } from '@attest/contracts/entered-number';
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
