import { Injectable } from '@nestjs/common';
import { mayDo, type ItemStatus, type ReviewAspect } from '@attest/contracts';
import {
  itemFileOf,
  judgeItem,
  moves,
  refuseMove,
  reviewAspects,
  type ItemStanding,
  type ItemText,
  type Mover,
} from '@attest/item-bank';
import type { Person } from '../../../platform/auth/access.ts';
import { Transaction } from '../../../platform/database/transaction.ts';
import { ItemSurroundings } from '../drafts/item-surroundings.ts';
import { StimulusRow, type ItemRow } from '../item-bank.entity.ts';
import type { StoredItem } from '../item-store.ts';
import { ItemReviewsRepository, judgedHashOf, type FoundJudgement } from './item-reviews.repository.ts';

/** Where items stand on their way, for decisions about their next step. */
@Injectable()
export class ItemStandings {
  constructor(
    private readonly transaction: Transaction,
    private readonly reviews: ItemReviewsRepository,
    private readonly surroundings: ItemSurroundings,
  ) {}

  /** @param isChecked whether hints that bar it from review are counted, which takes longer than all else */
  async of(stored: StoredItem, text: ItemText, isChecked = true): Promise<ItemStanding> {
    const { row } = stored;
    const writers = await this.reviews.writers(row.id);
    const judgements = await this.reviews.judgements(row.id);
    const stimulus =
      row.stimulusId === null
        ? null
        : await this.transaction.manager.findOneBy(StimulusRow, { id: row.stimulusId });
    return {
      status: row.status,
      writers,
      approvedAspects: approvedAspectsIn(judgements, judgedHashOf(stored), writers),
      errorCount: isChecked ? await this.countErrors(row, text) : 0,
      stimulusStatus: stimulus?.status ?? null,
    };
  }

  private async countErrors(row: ItemRow, text: ItemText): Promise<number> {
    const record = itemFileOf(text, { status: row.status, reviewers: row.metadata.reviewers });
    const { hints } = judgeItem(record, await this.surroundings.of(text));
    return hints.filter(({ level }) => level !== 'warning').length;
  }
}

type Judgement = Pick<FoundJudgement, 'judgedHash' | 'reviewerId' | 'verdict' | 'aspects'>;

/**
 * Aspects that count as approved: somebody who did not write it approved them for exactly this text, and nobody asks for changes in them.
 */
export function approvedAspectsIn(
  judgements: readonly Judgement[],
  judgedHash: string,
  writers: readonly string[],
): ReviewAspect[] {
  const present = judgements.filter(
    (each) => each.judgedHash === judgedHash && !writers.includes(each.reviewerId),
  );
  const named = (verdict: 'approved' | 'changes') =>
    present.filter((each) => each.verdict === verdict).flatMap(({ aspects }) => aspects);
  const [approved, questioned] = [named('approved'), named('changes')];
  return reviewAspects.filter((aspect) => approved.includes(aspect) && !questioned.includes(aspect));
}

/** Steps that a person may take now; whoever takes one says why. */
export function stepsFor(person: Person, standing: ItemStanding, known = moves): ItemStatus[] {
  return known
    .filter(({ from }) => from === standing.status)
    .map(({ to }) => to)
    .filter((to) => refuseMove(standing, to, moverOf(person), 'a reason', known) === null);
}

/** Names of those who approved exactly this text. */
export function approversIn(
  judgements: readonly Pick<FoundJudgement, 'judgedHash' | 'reviewer' | 'verdict'>[],
  presentHash: string,
): string[] {
  const approved = judgements.filter(
    ({ verdict, judgedHash }) => verdict === 'approved' && judgedHash === presentHash,
  );
  return [...new Set(approved.map(({ reviewer }) => reviewer))];
}

export function moverOf({ accountId, roles }: Person): Mover {
  return { accountId, mayDo: (permission) => mayDo(roles, permission) };
}
