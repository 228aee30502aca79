/** The way of an item, or a scenario, from a first draft into exams and out of them. */
import type { ItemStatus } from '@attest/contracts';

/** What three people, or one with three hats, look at. */
export const reviewAspects = ['technical', 'editorial', 'fairness'] as const;
export type ReviewAspect = (typeof reviewAspects)[number];

/** What a move needs of the person who makes it. */
export type MovePermission = 'item:write' | 'item:review' | 'item:publish';

interface Move {
  readonly from: ItemStatus;
  readonly to: ItemStatus;
  readonly permission: MovePermission;
  /** Nobody makes it for what they wrote themselves. */
  readonly byAnotherPerson?: true;
  /** Whoever makes it says why. */
  readonly needsReason?: true;
}

/** Every move there is; approval also needs the three aspects, exams an approved stimulus. */
export const moves: readonly Move[] = [
  { from: 'draft', to: 'in-review', permission: 'item:write' },
  { from: 'in-review', to: 'draft', permission: 'item:write', needsReason: true },
  { from: 'in-review', to: 'approved', permission: 'item:review', byAnotherPerson: true },
  { from: 'approved', to: 'draft', permission: 'item:write', needsReason: true },
  { from: 'approved', to: 'pretest', permission: 'item:publish' },
  { from: 'approved', to: 'operational', permission: 'item:publish' },
  { from: 'pretest', to: 'operational', permission: 'item:publish' },
  { from: 'pretest', to: 'retired', permission: 'item:publish', needsReason: true },
  { from: 'operational', to: 'retired', permission: 'item:publish', needsReason: true },
  { from: 'retired', to: 'draft', permission: 'item:publish', needsReason: true },
];

/** A scenario is not tried out on its own: nothing leads into `pretest`, where a file may still put it. */
export const stimulusMoves: readonly Move[] = moves.filter(({ to }) => to !== 'pretest');

/** An item, or a scenario, at the moment of a move. */
export interface ItemStanding {
  readonly status: ItemStatus;
  /** Who wrote what would be approved: everybody who saved since it was last approved. */
  readonly writers: readonly string[];
  /** Aspects that somebody other than its writers approved, for exactly this content and key. */
  readonly approvedAspects: readonly ReviewAspect[];
  /** Hints that bar it from review. */
  readonly errorCount: number;
  /** Null where it has none. */
  readonly stimulusStatus: ItemStatus | null;
}

export interface Mover {
  readonly accountId: string;
  readonly mayDo: (permission: MovePermission) => boolean;
}

export type MoveRefusal =
  | 'no-such-move'
  | 'permission-missing'
  | 'own-work'
  | 'reason-missing'
  | 'errors-left'
  | 'aspects-missing'
  | 'stimulus-not-in-use';

/**
 * Whether a person may bring an item into a status now; null when so.
 *
 * @param known the moves there are; `stimulusMoves` for a scenario
 */
export function refuseMove(
  standing: ItemStanding,
  to: ItemStatus,
  mover: Mover,
  reason: string,
  known = moves,
): MoveRefusal | null {
  const move = known.find((each) => each.from === standing.status && each.to === to);
  if (move === undefined) return 'no-such-move';
  if (!mover.mayDo(move.permission)) return 'permission-missing';
  if (move.byAnotherPerson && standing.writers.includes(mover.accountId)) return 'own-work';
  if (move.needsReason && reason.trim() === '') return 'reason-missing';
  if (to === 'in-review' && standing.errorCount > 0) return 'errors-left';
  if (to === 'approved' && reviewAspects.some((aspect) => !standing.approvedAspects.includes(aspect))) {
    return 'aspects-missing';
  }
  const isForExams = to === 'pretest' || to === 'operational';
  const hasIdleStimulus = standing.stimulusStatus !== null && standing.stimulusStatus !== 'operational';
  return isForExams && hasIdleStimulus ? 'stimulus-not-in-use' : null;
}

/**
 * Where an item stands after a save: an approval is for exactly what was approved, so new content or a new key is a
 * draft again. What is in review stays there, and its ticks fall away; what is retired stays out of use.
 */
export function statusAfterSave(status: ItemStatus, isJudgedAnew: boolean): ItemStatus {
  if (!isJudgedAnew) return status;
  return status === 'in-review' || status === 'retired' ? status : 'draft';
}

/** A retired item is not written in: it is brought back first. */
export function mayBeWritten(status: ItemStatus): boolean {
  return status !== 'retired';
}
