import { Injectable } from '@nestjs/common';
import type { BankItem, ItemStatus, MoveItem } from '@attest/contracts';
import { refuseMove, type MoveRefusal } from '@attest/item-bank';
import { AuditLog } from '../../../platform/audit/audit-log.ts';
import type { Person } from '../../../platform/auth/access.ts';
import { Transaction } from '../../../platform/database/transaction.ts';
import { Problem } from '../../../platform/http/problem.ts';
import { ItemStore, type StoredItem } from '../item-store.ts';
import { ItemsService } from '../items.service.ts';
import { ItemReviewsRepository, judgedHashOf } from './item-reviews.repository.ts';
import { approversIn, ItemStandings, moverOf } from './item-standings.ts';

const details: Readonly<Record<Exclude<MoveRefusal, 'permission-missing' | 'own-work'>, string>> = {
  'no-such-move': 'There is no such step from the status it has now.',
  'reason-missing': 'Say why.',
  'errors-left': 'The linter finds errors in it: mend them first.',
  'aspects-missing': 'Not all three aspects are approved for exactly this text.',
  'stimulus-not-in-use': 'Its scenario is not in use: bring that into use first.',
};

/** Steps of items on their way into exams and out of them. */
@Injectable()
export class MoveItems {
  constructor(
    private readonly transaction: Transaction,
    private readonly items: ItemStore,
    private readonly standings: ItemStandings,
    private readonly reviews: ItemReviewsRepository,
    private readonly bank: ItemsService,
    private readonly audit: AuditLog,
  ) {}

  move(person: Person, itemId: string, { to, revision, reason }: MoveItem): Promise<BankItem> {
    return this.transaction.run(async () => {
      const stored = await this.items.findSeen(itemId, revision);
      const { text } = await this.items.textOf(stored.row);
      const standing = await this.standings.of(stored, text);
      const refusal = refuseMove(standing, to, moverOf(person), reason);
      if (refusal !== null) throw problemOf(refusal);
      await this.carryOut(person, stored, to, reason);
      return this.bank.listed(itemId);
    });
  }

  /** A step that was found to be allowed. */
  async carryOut(person: Person, stored: StoredItem, to: ItemStatus, reason: string): Promise<void> {
    const { row } = stored;
    const { accountId } = person;
    const reviewers =
      to === 'approved'
        ? approversIn(await this.reviews.judgements(row.id), judgedHashOf(stored))
        : row.metadata.reviewers;
    await this.reviews.addMove(row, to, accountId, reason);
    await this.items.restate(row, { status: to, reviewers });
    await this.audit.record({
      kind: 'item.moved',
      actorId: accountId,
      subject: { kind: 'item', id: row.bankId },
      reason: reason === '' ? null : reason,
      before: { status: row.status },
      after: { status: to, revision: row.revision },
    });
  }
}

/** For an item or a scenario. */
export function problemOf(refusal: MoveRefusal): Problem {
  if (refusal === 'permission-missing') return new Problem('permission-missing');
  if (refusal === 'own-work') {
    return new Problem('second-person-needed', { detail: 'Nobody approves what they wrote themselves.' });
  }
  return new Problem('move-not-allowed', { detail: details[refusal] });
}
