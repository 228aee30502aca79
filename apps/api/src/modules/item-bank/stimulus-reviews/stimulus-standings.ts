import { Injectable } from '@nestjs/common';
import { judgeStimulus, stimulusFileOf, type ItemStanding } from '@attest/item-bank';
import { approvedAspectsIn } from '../reviews/item-standings.ts';
import { StimulusStore, type StoredStimulus } from '../stimulus-store.ts';
import { StimulusReviewsRepository } from './stimulus-reviews.repository.ts';

/** Where scenarios stand on their way, for decisions about their next step. */
@Injectable()
export class StimulusStandings {
  constructor(
    private readonly reviews: StimulusReviewsRepository,
    private readonly stimuli: StimulusStore,
  ) {}

  async of({ row, version }: StoredStimulus): Promise<ItemStanding> {
    const writers = await this.reviews.writers(row.id);
    const judgements = await this.reviews.judgements(row.id);
    const record = stimulusFileOf(await this.stimuli.textOf(row), row);
    const { hints } = judgeStimulus(record, await this.stimuli.usersOf([row.bankId]));
    return {
      status: row.status,
      writers,
      approvedAspects: approvedAspectsIn(judgements, version.contentHash, writers),
      errorCount: hints.filter(({ level }) => level !== 'warning').length,
      stimulusStatus: null,
    };
  }
}
