import * as z from 'zod';
import type { SourceItem } from '../bank.ts';
import { ItemId, Line, LocalId, Prose } from '../schema/primitives.ts';

const Plant = z.strictObject({
  of: ItemId.describe('Item of which a changed copy is shown'),
  fault: z.enum(['wrong-key', 'length-cue', 'stale-reference', 'scenario-not-needed', 'two-keys']),
  stem: Prose.optional(),
  key: z.array(LocalId).optional(),
  options: z.record(LocalId, z.strictObject({ text: Line, rationale: Prose.optional() })).optional(),
  references: z.array(z.strictObject({ source: Line, version: Line, locator: Line })).optional(),
});

/** Faults built into copies of items, to see whether readers name them. */
export const PlantsFile = z.strictObject({ plants: z.array(Plant).max(20) });
export type Plant = z.infer<typeof Plant>;

/** The item as the plant changes it. */
export function plantedCopy(item: SourceItem, plant: Plant): SourceItem['record'] {
  const { stem, key, options, references } = plant;
  const copy = structuredClone(item.record);
  if (references !== undefined) copy.references = references;
  if (copy.type !== 'single-choice') return copy;
  if (stem !== undefined) copy.stem = stem;
  if (key !== undefined) copy.key = key;
  for (const option of copy.options) Object.assign(option, options?.[option.id]);
  return copy;
}
