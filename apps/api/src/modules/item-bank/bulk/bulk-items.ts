import { Injectable } from '@nestjs/common';
import type { AccountId, BulkAction } from '@attest/contracts';
import { digestOf, type ChangeableItem, type ItemStanding, type ItemText } from '@attest/item-bank';
import type { ItemRow } from '../item-bank.entity.ts';
import { ItemStore, type StoredItem } from '../item-store.ts';
import { ItemReviewsRepository } from '../reviews/item-reviews.repository.ts';
import { ItemStandings } from '../reviews/item-standings.ts';
import type { Assigned } from './reviewers.repository.ts';
import { ReviewersRepository } from './reviewers.repository.ts';

/** An item as a change of many finds it. */
export interface FoundItem {
  readonly stored: StoredItem;
  readonly text: ItemText;
  readonly assigned: readonly Assigned[];
  readonly changeable: ChangeableItem;
  readonly stamp: string;
}

/** Items for a change of many: read with what its decisions need, and no more. */
@Injectable()
export class BulkItems {
  constructor(
    private readonly items: ItemStore,
    private readonly standings: ItemStandings,
    private readonly reviews: ItemReviewsRepository,
    private readonly reviewers: ReviewersRepository,
  ) {}

  /**
   * @param action whose decisions are to be made
   * @param reviewer name of whom the action asks for a review
   * @returns null where there is no such item, its row where its text is in a file only
   */
  async find(
    bankId: string,
    action: BulkAction,
    { reviewer, isForChange }: { readonly reviewer: string | null; readonly isForChange: boolean },
  ): Promise<FoundItem | StoredItem | null> {
    const stored = isForChange ? await this.items.findForChange(bankId) : await this.items.find(bankId);
    if (stored === null || stored.row.revision === 0) return stored;
    const { row } = stored;
    const { text } = await this.items.textOf(row);
    const assigned = isAboutReviewers(action) ? await this.reviewers.assignedTo([row.id]) : [];
    return {
      stored,
      text,
      assigned,
      stamp: stampOf(row, assigned, action),
      changeable: {
        standing: await this.standingOf(stored, text, action),
        tags: text.tags,
        assigned: assigned.map(({ reviewerId }) => reviewerId),
        isWorkOfReviewer:
          action.kind === 'assign-reviewer' && (await this.isWorkOf(stored, action.reviewerId, reviewer)),
      },
    };
  }

  private async standingOf(stored: StoredItem, text: ItemText, action: BulkAction): Promise<ItemStanding> {
    if (action.kind === 'move') return this.standings.of(stored, text, action.to === 'in-review');
    const { status } = stored.row;
    return { status, writers: [], approvedAspects: [], errorCount: 0, stimulusStatus: null };
  }

  /** Items of files know their author by name alone. */
  private async isWorkOf({ row }: StoredItem, reviewerId: string, name: string | null): Promise<boolean> {
    if (row.metadata.author === name) return true;
    const writers: readonly AccountId[] = await this.reviews.writers(row.id);
    return writers.some((writer) => writer === reviewerId);
  }
}

export const isAboutReviewers = ({ kind }: BulkAction): boolean =>
  kind === 'assign-reviewer' || kind === 'remove-reviewer';

/** What tells two states of an item apart, as far as an action is concerned. */
export function stampOf(row: ItemRow, assigned: readonly Assigned[], action: BulkAction): string {
  if (isAboutReviewers(action)) return digestOf(assigned.map(({ reviewerId }) => reviewerId).toSorted());
  return digestOf([row.revision, row.status, row.updatedAt.toISOString()]);
}
