import { Injectable } from '@nestjs/common';
import type { JudgeItem, StimulusReview, StimulusReviewQueue, StimulusReviewsQuery } from '@attest/contracts';
import { refuseMove, stimulusMoves } from '@attest/item-bank';
import type * as z from 'zod';
import type { Person } from '../../../platform/auth/access.ts';
import { Transaction } from '../../../platform/database/transaction.ts';
import { cutPage, foreignCursor, readCursor } from '../../../platform/http/cursor.ts';
import { Problem } from '../../../platform/http/problem.ts';
import { approvedAspectsIn, moverOf, stepsFor } from '../reviews/item-standings.ts';
import { StimuliService } from '../stimuli/stimuli.service.ts';
import { missingStimulus, StimulusStore, type StoredStimulus } from '../stimulus-store.ts';
import { MoveStimuli } from './move-stimuli.ts';
import { StimulusReviewsRepository, type FoundJudgement } from './stimulus-reviews.repository.ts';
import { StimulusStandings } from './stimulus-standings.ts';

/** Reviewers read a scenario and judge it. */
@Injectable()
export class ReviewStimuli {
  constructor(
    private readonly transaction: Transaction,
    private readonly stimuli: StimulusStore,
    private readonly bank: StimuliService,
    private readonly reviews: StimulusReviewsRepository,
    private readonly standings: StimulusStandings,
    private readonly moving: MoveStimuli,
  ) {}

  async read(person: Person, stimulusId: string): Promise<StimulusReview> {
    const stored = await this.stimuli.find(stimulusId);
    if (stored === null) throw missingStimulus(stimulusId);
    return this.shown(person, stored);
  }

  judge(
    person: Person,
    stimulusId: string,
    { revision, verdict, aspects, remark }: JudgeItem,
  ): Promise<StimulusReview> {
    return this.transaction.run(async () => {
      const stored = await this.stimuli.findSeen(stimulusId, revision);
      await this.refuseVerdict(person, stored);
      const isForChanges = verdict === 'changes';
      if (isForChanges && remark === '') {
        throw new Problem('move-not-allowed', { detail: 'Say what is to change.' });
      }
      await this.reviews.judge(stored, person.accountId, verdict, aspects, remark);
      if (isForChanges) await this.moving.carryOut(person, stored, 'draft', remark);
      else await this.approveIfComplete(person, stored);
      return this.shown(person, await this.stimuli.findSeen(stimulusId, revision));
    });
  }

  private async refuseVerdict({ accountId }: Person, { row }: StoredStimulus): Promise<void> {
    if (row.status !== 'in-review') {
      throw new Problem('move-not-allowed', { detail: 'Only what is in review is judged.' });
    }
    const writers = await this.reviews.writers(row.id);
    if (!writers.includes(accountId)) return;
    throw new Problem('second-person-needed', { detail: 'Nobody judges what they wrote themselves.' });
  }

  /** The third tick is the approval. */
  private async approveIfComplete(person: Person, stored: StoredStimulus): Promise<void> {
    const standing = await this.standings.of(stored);
    const refusal = refuseMove(standing, 'approved', moverOf(person), '', stimulusMoves);
    if (refusal === null) await this.moving.carryOut(person, stored, 'approved', '');
  }

  private async shown(person: Person, stored: StoredStimulus): Promise<StimulusReview> {
    const { row, version } = stored;
    const standing = await this.standings.of(stored);
    const judgements = await this.reviews.judgements(row.id);
    const stimulus = await this.bank.listed(row.bankId);
    return {
      stimulus,
      revision: row.revision,
      content: version.content,
      isOwnWork: standing.writers.includes(person.accountId),
      judgements: judgements.map((each) => told(each, version.contentHash)),
      approvedAspects: [...standing.approvedAspects],
      moves: await this.reviews.moves(row.id),
      mayMoveTo: stepsFor(person, standing, stimulusMoves),
      itemCount: stimulus.itemCount,
    };
  }

  async queue(
    { accountId }: Person,
    { status, limit, after }: z.infer<typeof StimulusReviewsQuery>,
  ): Promise<StimulusReviewQueue> {
    const cursor = readCursor(after);
    if (cursor !== null && cursor.length !== 2) throw foreignCursor();
    const found = await this.reviews.queue(status, cursor, limit + 1);
    const { page, next } = cutPage(found, limit, ({ reviewDue, bankId }) => [reviewDue, bankId]);
    const reviews: StimulusReviewQueue['reviews'] = [];
    for (const { id, bankId, reviewDue, contentHash } of page) {
      const judgements = await this.reviews.judgements(id);
      const writers = await this.reviews.writers(id);
      reviews.push({
        stimulus: await this.bank.listed(bankId),
        reviewDue,
        approvedAspects: approvedAspectsIn(judgements, contentHash, writers),
        isOwnWork: writers.includes(accountId),
        isJudgedByMe: judgements.some(
          (each) => each.reviewerId === accountId && each.judgedHash === contentHash,
        ),
      });
    }
    return { reviews, next, total: await this.reviews.count(status) };
  }
}

function told(
  { reviewer, aspects, verdict, remark, judgedHash, judgedAt }: FoundJudgement,
  presentHash: string,
): StimulusReview['judgements'][number] {
  return {
    reviewer,
    aspects: [...aspects],
    verdict,
    remark,
    isOfPresentText: judgedHash === presentHash,
    judgedAt: judgedAt.toISOString(),
  };
}
