import { Injectable } from '@nestjs/common';
import type { AnswerBlind, ItemReview, JudgeItem, ReviewQueue, ReviewsQuery } from '@attest/contracts';
import { checkResponse } from '@attest/exam-engine';
import { refuseMove } from '@attest/item-bank';
import { isAnswered, scoreItem } from '@attest/scoring';
import type * as z from 'zod';
import type { Person } from '../../../platform/auth/access.ts';
import { Transaction } from '../../../platform/database/transaction.ts';
import { cutPage, foreignCursor, readCursor } from '../../../platform/http/cursor.ts';
import { Problem } from '../../../platform/http/problem.ts';
import { ItemStore, type StoredItem } from '../item-store.ts';
import { ItemsService } from '../items.service.ts';
import { ReviewersRepository } from '../bulk/reviewers.repository.ts';
import { BlindReviews } from './blind-reviews.ts';
import { ItemReviewsRepository, judgedHashOf, type FoundJudgement } from './item-reviews.repository.ts';
import { approvedAspectsIn, ItemStandings, moverOf, stepsFor } from './item-standings.ts';
import { MoveItems } from './move-items.ts';

/** Reviewers answer an item themselves, then see its key, then judge it. */
@Injectable()
export class ReviewItems {
  constructor(
    private readonly transaction: Transaction,
    private readonly items: ItemStore,
    private readonly bank: ItemsService,
    private readonly reviews: ItemReviewsRepository,
    private readonly standings: ItemStandings,
    private readonly blindness: BlindReviews,
    private readonly moving: MoveItems,
    private readonly reviewers: ReviewersRepository,
  ) {}

  async read(person: Person, itemId: string): Promise<ItemReview> {
    const stored = await this.items.find(itemId);
    if (stored === null) throw new Problem('not-found', { detail: `The bank has no item “${itemId}”.` });
    return this.shown(person, stored);
  }

  answer(person: Person, itemId: string, { revision, value }: AnswerBlind): Promise<ItemReview> {
    return this.transaction.run(async () => {
      const stored = await this.items.findSeen(itemId, revision);
      const fault = checkResponse(stored.version.content.interactions, value);
      if (fault !== null) throw new Problem('response-malformed', { detail: fault });
      if (!isAnswered(value)) throw new Problem('answer-it-first', { detail: 'An empty answer is none.' });
      const { points } = scoreItem(stored.key.key, value);
      await this.reviews.answer(stored, person.accountId, value, points);
      return this.shown(person, stored);
    });
  }

  judge(
    person: Person,
    itemId: string,
    { revision, verdict, aspects, remark }: JudgeItem,
  ): Promise<ItemReview> {
    return this.transaction.run(async () => {
      const stored = await this.items.findSeen(itemId, revision);
      const { accountId } = person;
      await this.refuseVerdict(person, stored, verdict === 'changes' && remark === '');
      await this.reviews.judge(stored, accountId, verdict, aspects, remark);
      if (verdict === 'changes') await this.moving.carryOut(person, stored, 'draft', remark);
      else await this.approveIfComplete(person, stored);
      return this.shown(person, await this.items.findSeen(itemId, revision));
    });
  }

  private async refuseVerdict(person: Person, stored: StoredItem, isRemarkMissing: boolean): Promise<void> {
    const { row } = stored;
    if (row.status !== 'in-review') {
      throw new Problem('move-not-allowed', { detail: 'Only what is in review is judged.' });
    }
    const writers = await this.reviews.writers(row.id);
    if (writers.includes(person.accountId)) {
      throw new Problem('second-person-needed', { detail: 'Nobody judges what they wrote themselves.' });
    }
    const judgements = await this.reviews.judgements(row.id);
    if (ownIn(judgements, person, judgedHashOf(stored)) === undefined) throw new Problem('answer-it-first');
    if (isRemarkMissing) throw new Problem('move-not-allowed', { detail: 'Say what is to change.' });
  }

  /** The third tick is the approval. */
  private async approveIfComplete(person: Person, stored: StoredItem): Promise<void> {
    const { text } = await this.items.textOf(stored.row);
    const standing = await this.standings.of(stored, text);
    const refusal = refuseMove(standing, 'approved', moverOf(person), '');
    if (refusal === null) await this.moving.carryOut(person, stored, 'approved', '');
  }

  private async shown(person: Person, stored: StoredItem): Promise<ItemReview> {
    const { row } = stored;
    const judgements = await this.reviews.judgements(row.id);
    const hash = judgedHashOf(stored);
    const own = ownIn(judgements, person, hash);
    const { text } = await this.items.textOf(row);
    const standing = await this.standings.of(stored, text);
    const isOwnWork = standing.writers.includes(person.accountId);
    const maySee = await this.blindness.maySeeKey(person, stored);
    const whole = await this.bank.read(row.bankId);
    // A reason may name the key as plainly as a remark does.
    const moves = await this.reviews.moves(row.id);
    return {
      item: await this.bank.listed(row.bankId),
      revision: row.revision,
      question: whole.item,
      stimulus: whole.stimulus,
      isOwnWork,
      blind: own === undefined ? null : blindOf(own),
      keys: maySee ? whole.keys : null,
      judgements: maySee ? judgements.flatMap((each) => told(each, hash)) : [],
      approvedAspects: [...standing.approvedAspects],
      moves: maySee ? moves : moves.map((move) => ({ ...move, reason: '' })),
      mayMoveTo: stepsFor(person, standing),
    };
  }

  async queue(
    person: Person,
    { status, assigned, limit, after }: z.infer<typeof ReviewsQuery>,
  ): Promise<ReviewQueue> {
    const assignedTo = assigned === 'me' ? person.accountId : null;
    const cursor = readCursor(after);
    if (cursor !== null && cursor.length !== 2) throw foreignCursor();
    const found = await this.reviews.queue(status, assignedTo, cursor, limit + 1);
    const { page, next } = cutPage(found, limit, ({ row, reviewDue }) => [reviewDue, row.bankId]);
    const listed = await this.bank.lister();
    const asked = await this.reviewers.assignedTo(page.map(({ id }) => id));
    const reviews: ReviewQueue['reviews'] = [];
    for (const { id, row, reviewDue, judgedHash } of page) {
      const judgements = await this.reviews.judgements(id);
      const writers = await this.reviews.writers(id);
      reviews.push({
        item: listed(row),
        reviewDue,
        approvedAspects: approvedAspectsIn(judgements, judgedHash, writers),
        isOwnWork: writers.includes(person.accountId),
        isAnsweredByMe: ownIn(judgements, person, judgedHash) !== undefined,
        assigned: asked.filter(({ itemId }) => itemId === id).map(({ name }) => name),
        isAssignedToMe: asked.some((each) => each.itemId === id && each.reviewerId === person.accountId),
      });
    }
    return {
      reviews,
      next,
      total: await this.reviews.count(status, assignedTo),
    };
  }
}

/** What this person answered and said of exactly this content and key. */
function ownIn(
  judgements: readonly FoundJudgement[],
  { accountId }: Person,
  judgedHash: string,
): FoundJudgement | undefined {
  return judgements.find((each) => each.reviewerId === accountId && each.judgedHash === judgedHash);
}

function blindOf({ value, points, answeredAt }: FoundJudgement): ItemReview['blind'] {
  return { value, points, answeredAt: answeredAt.toISOString() };
}

function told(
  { reviewer, aspects, verdict, remark, judgedHash, points, judgedAt }: FoundJudgement,
  presentHash: string,
): ItemReview['judgements'] {
  if (verdict === null || judgedAt === null) return [];
  return [
    {
      reviewer,
      aspects: [...aspects],
      verdict,
      remark,
      isOfPresentText: judgedHash === presentHash,
      blindPoints: points,
      judgedAt: judgedAt.toISOString(),
    },
  ];
}
