import { isOnTrial, isScorable } from '../assembly/blueprint.ts';
import type { EligibleItem, FormBlueprint } from '../assembly/blueprint.ts';
import { problemOf } from '../assembly/problem.ts';

/** An item of the bank, in whatever status, with what its scenario allows. */
export interface BankedItem extends EligibleItem {
  /** Whether its scenario may be shown to candidates; true for an item without one. */
  readonly isStimulusInUse: boolean;
}

/** Why an item takes no part in assembly. */
export const unusableReasons = [
  'being-written',
  'needs-review',
  'not-taken-into-use',
  'on-trial',
  'retired',
  'facts-ended',
  'scenario-not-in-use',
  'scenario-too-small',
] as const;
export type UnusableReason = (typeof unusableReasons)[number];

const byStatus: Readonly<Partial<Record<EligibleItem['status'], UnusableReason>>> = {
  draft: 'being-written',
  'in-review': 'needs-review',
  approved: 'not-taken-into-use',
  pretest: 'on-trial',
  retired: 'retired',
};

/** What assembly is offered: the items it may draw, as the delivery of exams reads them. */
export function offeredItems(bank: readonly BankedItem[]): BankedItem[] {
  return bank.filter(({ isStimulusInUse }) => isStimulusInUse);
}

/**
 * For each item why it is not drawn, the most lasting reason first; null where it may be.
 *
 * @param onDate `YYYY-MM-DD`
 */
export function reasonsOf(
  blueprint: FormBlueprint,
  bank: readonly BankedItem[],
  onDate: string,
): ReadonlyMap<string, UnusableReason | null> {
  const scorable = offeredItems(bank).filter((item) => isScorable(item, onDate));
  const searched = new Set(problemOf(blueprint, scorable).entries.map(({ id }) => id));
  const isAsked = (domain: string) => (blueprint.domains[domain] ?? 0) > 0;
  return new Map(
    bank.map((item) => [item.id, reasonOf(item, onDate, searched.has(item.id) || !isAsked(item.domain))]),
  );
}

function reasonOf(item: BankedItem, onDate: string, isScenarioLarge: boolean): UnusableReason | null {
  const early = byStatus[item.status];
  if (early !== undefined) return early;
  if (item.validUntil !== null && item.validUntil < onDate) return 'facts-ended';
  if (isOnTrial(item, onDate)) return 'on-trial';
  if (!item.isStimulusInUse) return 'scenario-not-in-use';
  return isScenarioLarge ? null : 'scenario-too-small';
}
