import type { Bank } from '../bank.ts';
import type { Gallery } from '../parse/parse-gallery.ts';
import type { Figure, Finding } from './check.ts';
import { checks } from './registry.ts';

export interface LintReport {
  /** In order of file and line; accepted warnings are among them. */
  readonly findings: readonly Finding[];
  readonly figures: readonly Figure[];
}

/**
 * Holds a bank against the item-writing standard.
 *
 * @param only numbers of the checks to run; all when empty
 */
export function lintBank(bank: Bank, only: readonly number[] = []): LintReport {
  const chosen = checks.filter(({ id }) => only.length === 0 || only.includes(id));
  return {
    findings: chosen.flatMap((check) => check.check(bank)).toSorted(byPlace),
    figures: chosen.flatMap((check) => check.figures?.(bank) ?? []),
  };
}

/**
 * Holds each item and stimulus of the gallery against the standard. Figures of a whole bank, such as where its
 * keys stand, mean nothing there.
 *
 * @param only numbers of the checks to run; all when empty
 */
export function lintGallery({ bank }: Pick<Gallery, 'bank'>, only: readonly number[] = []): Finding[] {
  return lintBank(bank, only).findings.filter(({ itemId }) => itemId !== null);
}

function byPlace(one: Finding, other: Finding): number {
  if (one.path !== other.path) return one.path < other.path ? -1 : 1;
  return one.line - other.line || one.check - other.check;
}
