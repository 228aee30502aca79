import type { CertificationBank } from '../bank.ts';
import { fourOptionsOf, stemOf } from './choices.ts';
import { activeItems } from './findings.ts';

/** The four options of an item, as a guesser meets them. */
export interface OfferedSet {
  /** The scenario, or the item where it stands alone. */
  readonly group: string;
  readonly stem: string;
  readonly texts: readonly string[];
  /** Index of the key. */
  readonly key: number;
}

/** Every single choice with four options. */
export function offeredSets(certification: CertificationBank): OfferedSet[] {
  return activeItems(certification).flatMap(({ record }) => {
    const set = fourOptionsOf(record);
    const [key] = set?.keys ?? [];
    if (!set || !key) return [];
    const texts = set.options.map(({ text }) => text);
    const group = record.stimulus ?? record.id;
    return [{ group, stem: stemOf(record), texts, key: set.options.indexOf(key) }];
  });
}
