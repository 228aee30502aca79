import { itemAt } from './form.ts';
import type { PlayerState } from './state.ts';

/** What a step of the candidate tells about how the exam was worked on. */
export interface Observed {
  readonly kind: 'item-seen' | 'flagged' | 'unflagged';
  readonly itemId: string;
}

/** What is worth writing down between two states; nothing while the exam opens. */
export function observedIn(before: PlayerState, now: PlayerState): Observed[] {
  const item = itemAt(now.form, now.current);
  const seen: Observed[] =
    item !== null && before.current !== now.current ? [{ kind: 'item-seen', itemId: item.id }] : [];
  const flags = Object.entries(now.entries).flatMap(([itemId, { marks }]): Observed[] => {
    const isFlagged = marks.flagged ?? false;
    if (isFlagged === (before.entries[itemId]?.marks.flagged ?? false)) return [];
    return [{ kind: isFlagged ? 'flagged' : 'unflagged', itemId }];
  });
  return [...seen, ...flags];
}
