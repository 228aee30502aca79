/** What a change of many items means for each of them. */
import type { BulkAction, ItemTag, StayReason } from '@attest/contracts';
import { mayBeWritten, refuseMove, type ItemStanding, type Mover } from './lifecycle.ts';

/** As many may be asked to review one item. */
export const mostAssigned = 10;

/** An item as a bulk change finds it. */
export interface ChangeableItem {
  readonly standing: ItemStanding;
  readonly tags: readonly ItemTag[];
  /** Accounts that were asked to review it. */
  readonly assigned: readonly string[];
  /** Whoever the action names as reviewer may not judge it: they wrote it. */
  readonly isWorkOfReviewer: boolean;
}

/** Why an item stays as it is; null where the action changes it. */
export function refuseBulkChange(item: ChangeableItem, action: BulkAction, mover: Mover): StayReason | null {
  if (action.kind === 'move') {
    if (item.standing.status === action.to) return 'in-status-already';
    return refuseMove(item.standing, action.to, mover, action.reason);
  }
  if (!mayBeWritten(item.standing.status)) return 'retired';
  if (action.kind === 'add-tag') return item.tags.includes(action.tag) ? 'has-tag' : null;
  if (action.kind === 'remove-tag') return item.tags.includes(action.tag) ? null : 'lacks-tag';
  const isAssigned = item.assigned.includes(action.reviewerId);
  if (action.kind === 'remove-reviewer') return isAssigned ? null : 'is-not-assigned';
  if (item.isWorkOfReviewer) return 'own-work';
  if (isAssigned) return 'is-assigned';
  return item.assigned.length >= mostAssigned ? 'reviewers-full' : null;
}

/** Tags after the action. */
export function retagged(
  tags: readonly ItemTag[],
  { kind, tag }: { readonly kind: 'add-tag' | 'remove-tag'; readonly tag: ItemTag },
): ItemTag[] {
  const others = tags.filter((each) => each !== tag);
  return kind === 'add-tag' ? [...others, tag] : others;
}
