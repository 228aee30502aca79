import type { BulkAction, BulkPreview, ItemStatus, StayReason } from '@attest/contracts';

export const kinds = ['add-tag', 'remove-tag', 'assign-reviewer', 'remove-reviewer', 'move'] as const;
export type Kind = (typeof kinds)[number];
export const tags = ['S1', 'S2', 'S3', 'S4', 'S5', 'S6', 'F1', 'F2', 'F3', 'F4'] as const;

/** What somebody has chosen so far, also of what the present kind does not need. */
export interface BulkChoice {
  readonly kind: Kind;
  readonly tag: (typeof tags)[number];
  readonly reviewer: { readonly id: string; readonly displayName: string } | null;
  readonly to: ItemStatus;
  readonly reason: string;
}

export const firstChoice = (mayWrite: boolean): BulkChoice => ({
  kind: mayWrite ? 'add-tag' : 'move',
  tag: 'S1',
  reviewer: null,
  to: mayWrite ? 'in-review' : 'approved',
  reason: '',
});

/** Steps back and out of use are explained. */
export const needsReason = ({ kind, to }: BulkChoice): boolean =>
  kind === 'move' && (to === 'draft' || to === 'retired');

/** Null while a reviewer is missing. */
export function actionOf({ kind, tag, reviewer, to, reason }: BulkChoice): BulkAction | null {
  if (kind === 'move') return { kind, to, reason: reason.trim() };
  if (kind === 'add-tag' || kind === 'remove-tag') return { kind, tag };
  return reviewer === null ? null : { kind, reviewerId: reviewer.id };
}

export interface StayGroup {
  readonly reason: StayReason;
  readonly ids: readonly string[];
}

/** By their reasons, the most frequent first. */
export function groupedStays(stays: BulkPreview['stays']): StayGroup[] {
  const groups = new Map<StayReason, string[]>();
  for (const { id, reason } of stays) groups.set(reason, [...(groups.get(reason) ?? []), id]);
  return [...groups]
    .map(([reason, ids]) => ({ reason, ids }))
    .toSorted((one, other) => other.ids.length - one.ids.length);
}
