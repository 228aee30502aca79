/** What reviewers say of scenarios, and how those move into exams and out of them. */
import * as z from 'zod';
import { BankStimulus } from './bank-stimuli.ts';
import { ItemStatus } from './item-bank.ts';
import { ItemJudgement, ItemMove, ReviewAspect } from './item-reviews.ts';
import { Page } from './primitives.ts';
import { CandidateStimulus } from './stimuli.ts';

/*
 * Moves and verdicts are asked for as those of items are: `MoveItem`, `JudgeItem`. A scenario has no key, and so
 * nobody answers it blind; and it is never tried out on its own, so that `pretest` is none of its steps.
 */
export const StimulusJudgement = ItemJudgement.omit({ blindPoints: true }).meta({ id: 'StimulusJudgement' });
export type StimulusJudgement = z.infer<typeof StimulusJudgement>;

/** A scenario as its reviewer has it. */
export const StimulusReview = z
  .object({
    stimulus: BankStimulus,
    revision: z.int(),
    content: CandidateStimulus,
    isOwnWork: z.boolean().describe('Whoever wrote it may read it, and approves nothing'),
    judgements: z.array(StimulusJudgement).max(100),
    approvedAspects: z.array(ReviewAspect),
    moves: z.array(ItemMove).max(100),
    mayMoveTo: z.array(ItemStatus),
    itemCount: z.int().describe('Items of the bank that use it, and are not drawn for exams without it'),
  })
  .meta({ id: 'StimulusReview' });
export type StimulusReview = z.infer<typeof StimulusReview>;

export const StimulusReviewsQuery = z.strictObject({ ...Page, status: ItemStatus.default('in-review') });

/** What waits for a review, the one due first before the others. */
export const StimulusReviewQueue = z
  .object({
    reviews: z.array(
      z.object({
        stimulus: BankStimulus,
        reviewDue: z.string().describe('Calendar date'),
        approvedAspects: z.array(ReviewAspect),
        isOwnWork: z.boolean(),
        isJudgedByMe: z.boolean().describe('Exactly the text it has now'),
      }),
    ),
    next: z.string().nullable(),
    total: z.int(),
  })
  .meta({ id: 'StimulusReviewQueue' });
export type StimulusReviewQueue = z.infer<typeof StimulusReviewQueue>;
