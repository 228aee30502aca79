/** Questions that stand in a bank already: the same table imported twice does not make everything twice. */
import { digestOf, type ItemFile, type ItemText } from '@attest/item-bank';
import type { Planned } from './plan.ts';

/** Of a question of the bank, or of an earlier row. */
export type Twins = ReadonlyMap<string, string>;

/**
 * The same for two questions that ask the same with the same words, whatever their ids, the order of what is chosen
 * from, and what is said beside.
 */
export function twinKeyOf(record: ItemFile | ItemText): string {
  return digestOf([record.type, askedBy(record), wordsIn(record).toSorted()]);
}

/** Stem, or the body of a question in several parts. */
export function askedBy(record: ItemFile | ItemText): string {
  return record.type === 'composite' ? record.body : record.stem;
}

/** What candidates choose from, wherever it stands. */
function wordsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(wordsIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    name === 'text' && typeof inner === 'string' ? [inner.trim()] : wordsIn(inner),
  );
}

/**
 * Leaves out new questions that the bank, or an earlier row, holds already.
 *
 * @param present by `twinKeyOf`, the ids of the bank's questions that ask the same
 */
export function withoutTwins(planned: readonly Planned[], present: Twins): Planned[] {
  const seen = new Map(present);
  return planned.map((each) => {
    if (each.kind !== 'item' || each.verdict !== 'create' || each.id !== null || each.record === null) {
      return each;
    }
    const key = twinKeyOf(each.record);
    const twin = seen.get(key);
    if (twin === undefined) {
      seen.set(key, `line ${String(each.place.line)}`);
      return each;
    }
    const finding = {
      level: 'warning',
      place: each.place,
      message: `${twin} is this very question, so it is left out`,
      remedy: 'Give its id to change that one, or other words to make a new one.',
    } as const;
    return { ...each, verdict: 'skip', record: null, findings: [finding] };
  });
}
