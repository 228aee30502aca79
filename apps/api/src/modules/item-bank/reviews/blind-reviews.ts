import { Injectable } from '@nestjs/common';
import type { Person } from '../../../platform/auth/access.ts';
import type { StoredItem } from '../item-store.ts';
import { ItemReviewsRepository, judgedHashOf } from './item-reviews.repository.ts';

/** Blindness is for whoever may still judge an item: they see its key, and what others said, after their own answer. */
@Injectable()
export class BlindReviews {
  constructor(private readonly reviews: ItemReviewsRepository) {}

  async maySeeKey({ accountId }: Person, stored: StoredItem): Promise<boolean> {
    const { id, status } = stored.row;
    if (status !== 'draft' && status !== 'in-review') return true;
    const hash = judgedHashOf(stored);
    const judgements = await this.reviews.judgements(id);
    return (
      judgements.some((each) => each.reviewerId === accountId && each.judgedHash === hash) ||
      (await this.reviews.writers(id)).includes(accountId)
    );
  }
}
