import type { ItemStatus, ReviewAspect } from '@attest/contracts';

/** A step of a record on its way into exams or out of them. */
export interface Step {
  readonly to: ItemStatus;
  readonly reason: string;
}

/** What a reviewer says of the aspects they have looked at. */
export interface Verdict {
  verdict: 'approved' | 'changes';
  aspects: ReviewAspect[];
  remark: string;
}
