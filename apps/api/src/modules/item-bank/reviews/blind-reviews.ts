import { mayDo } from '@attest/contracts';
import { Injectable } from '@nestjs/common';
import type { Person } from '../../../platform/auth/access.ts';
import { Problem } from '../../../platform/http/problem.ts';
import { ItemDraftsRepository } from '../drafts/item-drafts.repository.ts';
import { ItemStore, type StoredItem } from '../item-store.ts';
import { ItemReviewsRepository, judgedHashOf } from './item-reviews.repository.ts';

/** Blindness is for whoever may still judge an item: they see its key, and what others said, after their own answer. */
@Injectable()
export class BlindReviews {
  constructor(
    private readonly reviews: ItemReviewsRepository,
    private readonly drafts: ItemDraftsRepository,
    private readonly items: ItemStore,
  ) {}

  async maySeeKey({ accountId, roles }: Person, stored: StoredItem): Promise<boolean> {
    const { id, status } = stored.row;
    const isJudgedYet = status === 'draft' || status === 'in-review';
    if (!isJudgedYet || !mayDo(roles, 'item:review')) return true;
    const hash = judgedHashOf(stored);
    const judgements = await this.reviews.judgements(id);
    return (
      judgements.some((each) => each.reviewerId === accountId && each.judgedHash === hash) ||
      (await this.reviews.writers(id)).includes(accountId)
    );
  }

  /**
   * The item, for somebody to whom everything of it may be shown: whoever changes it sees the key while they write.
   *
   * @throws Problem `not-found`, or `answer-it-first`
   */
  async seen(person: Person, bankId: string): Promise<StoredItem> {
    const stored = await this.items.find(bankId);
    if (stored === null) throw new Problem('not-found', { detail: `The bank has no item “${bankId}”.` });
    const isWriting = (await this.drafts.findOf(stored.row.id, person.accountId)) !== null;
    if (!isWriting && !(await this.maySeeKey(person, stored))) throw new Problem('answer-it-first');
    return stored;
  }
}
