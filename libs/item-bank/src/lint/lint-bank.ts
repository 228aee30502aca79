import type { Bank } from '../bank.ts';
import type { Gallery } from '../parse/parse-gallery.ts';
import type { Check, Figure, Finding } from './check.ts';
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
  return {
    findings: findingsIn(bank, only),
    figures: chosenFrom(only).flatMap((check) => check.figures?.(bank) ?? []),
  };
}

/** The findings alone, which is quicker. */
export function findingsIn(bank: Bank, only: readonly number[] = []): Finding[] {
  return chosenFrom(only)
    .flatMap((check) => check.check(bank))
    .toSorted(byPlace);
}

/**
 * Holds each item and stimulus of the gallery against the standard. Figures of a whole bank, such as where its
 * keys stand, mean nothing there.
 *
 * @param only numbers of the checks to run; all when empty
 */
export function lintGallery({ bank }: Pick<Gallery, 'bank'>, only: readonly number[] = []): Finding[] {
  return findingsIn(bank, only).filter(({ itemId }) => itemId !== null);
}

function chosenFrom(only: readonly number[]): Check[] {
  return checks.filter(({ id }) => only.length === 0 || only.includes(id));
}

function byPlace(one: Finding, other: Finding): number {
  if (one.path !== other.path) return one.path < other.path ? -1 : 1;
  return one.line - other.line || one.check - other.check;
}
