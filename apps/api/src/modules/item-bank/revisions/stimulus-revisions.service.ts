import { Injectable } from '@nestjs/common';
import type { StimulusDraftText, StimulusRevision } from '@attest/contracts';
import { draftOfStimulus, type StimulusText } from '@attest/item-bank';
import { Transaction } from '../../../platform/database/transaction.ts';
import { Revisions, type FoundRevision } from './revisions.ts';

@Injectable()
export class StimulusRevisionsService extends Revisions<StimulusRevision, StimulusText, StimulusDraftText> {
  constructor(transaction: Transaction) {
    super(transaction, 'stimulus');
  }

  protected told({ savedAt, keyRevision: _none, ...revision }: FoundRevision): StimulusRevision {
    return { ...revision, savedAt: savedAt.toISOString() };
  }

  protected textOf(record: StimulusText): StimulusDraftText {
    return draftOfStimulus(record);
  }
}
