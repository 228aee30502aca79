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
