import { Injectable } from '@nestjs/common';
import type { BankStimulus, ItemStatus, MoveItem } from '@attest/contracts';
import { refuseMove, stimulusMoves } from '@attest/item-bank';
import { AuditLog } from '../../../platform/audit/audit-log.ts';
import type { Person } from '../../../platform/auth/access.ts';
import { Transaction } from '../../../platform/database/transaction.ts';
import { approversIn, moverOf } from '../reviews/item-standings.ts';
import { problemOf } from '../reviews/move-items.ts';
import { StimuliService } from '../stimuli/stimuli.service.ts';
import { StimulusStore, type StoredStimulus } from '../stimulus-store.ts';
import { StimulusReviewsRepository } from './stimulus-reviews.repository.ts';
import { StimulusStandings } from './stimulus-standings.ts';

/** Steps of scenarios on their way into exams and out of them. */
@Injectable()
export class MoveStimuli {
  constructor(
    private readonly transaction: Transaction,
    private readonly stimuli: StimulusStore,
    private readonly standings: StimulusStandings,
    private readonly reviews: StimulusReviewsRepository,
    private readonly bank: StimuliService,
    private readonly audit: AuditLog,
  ) {}

  move(person: Person, stimulusId: string, { to, revision, reason }: MoveItem): Promise<BankStimulus> {
    return this.transaction.run(async () => {
      const stored = await this.stimuli.findSeen(stimulusId, revision);
      const standing = await this.standings.of(stored);
      const refusal = refuseMove(standing, to, moverOf(person), reason, stimulusMoves);
      if (refusal !== null) throw problemOf(refusal);
      await this.carryOut(person, stored, to, reason);
      return this.bank.listed(stimulusId);
    });
  }

  /** A step that was found to be allowed. */
  async carryOut(person: Person, stored: StoredStimulus, to: ItemStatus, reason: string): Promise<void> {
    const { row, version } = stored;
    const { accountId } = person;
    const reviewers =
      to === 'approved'
        ? approversIn(await this.reviews.judgements(row.id), version.contentHash)
        : row.reviewers;
    await this.reviews.addMove(row, to, accountId, reason);
    await this.stimuli.restate(row, { status: to, reviewers });
    await this.audit.record({
      kind: 'stimulus.moved',
      actorId: accountId,
      subject: { kind: 'stimulus', id: row.bankId },
      reason: reason === '' ? null : reason,
      before: { status: row.status },
      after: { status: to, revision: row.revision },
    });
  }
}
