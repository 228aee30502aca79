import type { GalleryEntry } from '../../shared/api/generated/types.gen.ts';
import { itemTypes } from './bank-query.ts';

export interface GalleryGroup {
  readonly type: GalleryEntry['type'];
  readonly entries: readonly GalleryEntry[];
}

/** Entries by their type, in the order in which the types are listed everywhere. */
export function groupsOf(entries: readonly GalleryEntry[]): GalleryGroup[] {
  return itemTypes
    .map((type) => ({ type, entries: entries.filter((entry) => entry.type === type) }))
    .filter((group) => group.entries.length > 0);
}
