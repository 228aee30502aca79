/** What reviewers answer and say, and how items move into exams and out of them. Never part of a candidate's reply. */
import * as z from 'zod';
import { CandidateItem } from './candidate-items.ts';
import { BankItem, ItemStatus } from './item-bank.ts';
import { RevealedKey } from './outcomes.ts';
import { Instant, Page } from './primitives.ts';
import { ResponseValue } from './responses.ts';
import { CandidateStimulus } from './stimuli.ts';

export const ReviewAspect = z.enum(['technical', 'editorial', 'fairness']).meta({ id: 'ReviewAspect' });
export type ReviewAspect = z.infer<typeof ReviewAspect>;

/** A step of an item on its way into exams, or out of them. */
export const MoveItem = z
  .strictObject({
    to: ItemStatus,
    revision: z.int().min(1).describe('The one that whoever moves it has seen'),
    reason: z.string().trim().max(500).default(''),
  })
  .meta({ id: 'MoveItem' });
export type MoveItem = z.infer<typeof MoveItem>;

export const ItemMove = z
  .object({
    from: ItemStatus,
    to: ItemStatus,
    revision: z.int(),
    reason: z.string(),
    movedBy: z.string(),
    movedAt: Instant,
  })
  .meta({ id: 'ItemMove' });
export type ItemMove = z.infer<typeof ItemMove>;

/** What a reviewer answers before the key is shown to them. */
export const AnswerBlind = z
  .strictObject({ revision: z.int().min(1), value: ResponseValue })
  .meta({ id: 'AnswerBlind' });
export type AnswerBlind = z.infer<typeof AnswerBlind>;

export const JudgeItem = z
  .strictObject({
    revision: z.int().min(1),
    verdict: z.enum(['approved', 'changes']),
    aspects: z.array(ReviewAspect).min(1).max(3).describe('What the verdict is about'),
    remark: z.string().trim().max(4_000).default('').describe('Needed where changes are asked for'),
  })
  .meta({ id: 'JudgeItem' });
export type JudgeItem = z.infer<typeof JudgeItem>;

export const ItemJudgement = z
  .object({
    reviewer: z.string(),
    aspects: z.array(ReviewAspect),
    verdict: z.enum(['approved', 'changes']),
    remark: z.string(),
    isOfPresentText: z.boolean().describe('false: content or key changed since'),
    blindPoints: z.number().nullable().describe('0..1, what the blind answer earned'),
    judgedAt: Instant,
  })
  .meta({ id: 'ItemJudgement' });
export type ItemJudgement = z.infer<typeof ItemJudgement>;

/** An item as its reviewer has it: the key only once they have answered it themselves. */
export const ItemReview = z
  .object({
    item: BankItem,
    revision: z.int(),
    question: CandidateItem,
    stimulus: CandidateStimulus.nullable(),
    isOwnWork: z.boolean().describe('Whoever wrote it may read it, and approves nothing'),
    blind: z
      .object({ value: ResponseValue, points: z.number(), answeredAt: Instant })
      .nullable()
      .describe('null: not answered; while it waits for a review, key and verdicts are not shown then'),
    keys: z.array(RevealedKey).nullable(),
    judgements: z.array(ItemJudgement).max(100),
    approvedAspects: z.array(ReviewAspect),
    moves: z.array(ItemMove).max(100),
    mayMoveTo: z.array(ItemStatus),
  })
  .meta({ id: 'ItemReview' });
export type ItemReview = z.infer<typeof ItemReview>;

export const ReviewsQuery = z.strictObject({
  ...Page,
  status: ItemStatus.default('in-review'),
  assigned: z.literal('me').optional().describe('Only those that whoever asks was asked to review'),
});

/** What waits for a review, the one due first before the others. */
export const ReviewQueue = z
  .object({
    reviews: z.array(
      z.object({
        item: BankItem,
        reviewDue: z.string().describe('Calendar date'),
        approvedAspects: z.array(ReviewAspect),
        isOwnWork: z.boolean(),
        isAnsweredByMe: z.boolean(),
        assigned: z.array(z.string()).max(20).describe('Names of those who were asked to review it'),
        isAssignedToMe: z.boolean(),
      }),
    ),
    next: z.string().nullable(),
    total: z.int(),
  })
  .meta({ id: 'ReviewQueue' });
export type ReviewQueue = z.infer<typeof ReviewQueue>;
