import type { Bank } from '../bank.ts';
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

function byPlace(one: Finding, other: Finding): number {
  if (one.path !== other.path) return one.path < other.path ? -1 : 1;
  return one.line - other.line || one.check - other.check;
}
