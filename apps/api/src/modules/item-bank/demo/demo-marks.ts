import type { ItemStatus } from '@attest/contracts';
import type { Chance } from './chance.ts';

/** By these demo data is known again, beside its ids: in the organisation of a stimulus, among the incidents of an item. */
export const demoMark = '(demo)';
export const demoIncident = 'demo-data';

/** None that a form may hold: demo data never ends up in an exam. */
export const demoStatuses = [
  ['draft', 45],
  ['in-review', 20],
  ['approved', 25],
  ['retired', 10],
] as const satisfies readonly (readonly [Exclude<ItemStatus, 'pretest' | 'operational'>, number])[];

/** A day of the year before November 2026. */
export function instantText(chance: Chance): string {
  const day = Date.UTC(2025, 10, 22) + chance.below(365) * 86_400_000;
  return new Date(day).toISOString().slice(0, 10);
}
