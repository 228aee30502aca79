import { Injectable } from '@nestjs/common';
import {
  mayDo,
  type BulkAction,
  type BulkChange,
  type BulkPreview,
  type ItemStay,
  type MakeBulkChange,
  type PreviewBulkChange,
  type StayReason,
} from '@attest/contracts';
import { itemFileOf, refuseBulkChange, retagged, type ItemText } from '@attest/item-bank';
import { AuditLog } from '../../../platform/audit/audit-log.ts';
import type { Person } from '../../../platform/auth/access.ts';
import { Transaction } from '../../../platform/database/transaction.ts';
import { Problem } from '../../../platform/http/problem.ts';
import { ItemRow } from '../item-bank.entity.ts';
import { ItemStore, type StoredItem } from '../item-store.ts';
import { moverOf } from '../reviews/item-standings.ts';
import { MoveItems } from '../reviews/move-items.ts';
import { BulkItems, isAboutReviewers, stampOf, type FoundItem } from './bulk-items.ts';
import type { ChangedItem } from './item-change.entity.ts';
import { ItemChangesRepository, undoSeconds } from './item-changes.repository.ts';
import { ReviewersRepository } from './reviewers.repository.ts';

/** Either what an action makes of an item, or why the item stays. */
type Decision = { readonly item: FoundItem } | { readonly stay: ItemStay };

/** One action on many items: what it would do, and doing it in one transaction. */
@Injectable()
export class ChangeItems {
  constructor(
    private readonly transaction: Transaction,
    private readonly found: BulkItems,
    private readonly items: ItemStore,
    private readonly moving: MoveItems,
    private readonly reviewers: ReviewersRepository,
    private readonly changes: ItemChangesRepository,
    private readonly audit: AuditLog,
  ) {}

  async preview(person: Person, { itemIds, action }: PreviewBulkChange): Promise<BulkPreview> {
    const reviewer = await this.allowed(person, action);
    const preview: BulkPreview = { changes: [], stays: [] };
    for (const id of inTurn(itemIds)) {
      const decision = await this.decide(person, action, { id, reviewer, isForChange: false });
      if ('stay' in decision) preview.stays.push(decision.stay);
      else preview.changes.push(changeOf(decision.item, action, reviewer));
    }
    return preview;
  }

  /** What is another by now than whoever asks has seen is left out, and named. */
  make(person: Person, { items, action }: MakeBulkChange): Promise<BulkChange> {
    return this.transaction.run(async () => {
      const reviewer = await this.allowed(person, action);
      const seen = new Map(items.map(({ id, stamp }) => [id, stamp]));
      const changed: ChangedItem[] = [];
      const stays: ItemStay[] = [];
      for (const id of inTurn([...seen.keys()])) {
        const decision = await this.decide(person, action, {
          id,
          reviewer,
          isForChange: true,
          stamp: seen.get(id),
        });
        if ('stay' in decision) stays.push(decision.stay);
        else changed.push(await this.carryOut(person, decision.item, action));
      }
      const made = changed.length === 0 ? null : await this.changes.add(person.accountId, action, changed);
      return {
        id: made?.id ?? null,
        changed: changed.map(({ id }) => id),
        stays,
        undoUntil: made?.undoUntil.toISOString() ?? null,
        undoSeconds,
      };
    });
  }

  /**
   * @returns the name of the reviewer the action is about
   * @throws Problem `permission-missing`; of moves each has a permission of its own
   */
  private async allowed({ roles }: Person, action: BulkAction): Promise<string | null> {
    if (action.kind === 'move') return null;
    if (!mayDo(roles, 'item:write')) throw new Problem('permission-missing');
    if (action.kind !== 'assign-reviewer') return null;
    const name = await this.reviewers.nameOf(action.reviewerId);
    if (name === null) throw new Problem('not-found', { detail: 'Nobody of that id may review.' });
    return name;
  }

  private async decide(
    person: Person,
    action: BulkAction,
    wanted: {
      readonly id: string;
      readonly reviewer: string | null;
      readonly isForChange: boolean;
      /** Of what was seen, where the change is made. */
      readonly stamp?: string | undefined;
    },
  ): Promise<Decision> {
    const item = await this.found.find(wanted.id, action, wanted);
    if (item === null) return stays(wanted.id, '', 'not-found');
    const { row } = 'stored' in item ? item.stored : item;
    const stay = (reason: StayReason) => stays(row.bankId, row.firstWords, reason);
    if (!('stored' in item)) return stay('text-in-file-only');
    if (wanted.isForChange && item.stamp !== wanted.stamp) return stay('changed-meanwhile');
    const reason = refuseBulkChange(item.changeable, action, moverOf(person));
    return reason === null ? { item } : stay(reason);
  }

  private async carryOut(person: Person, item: FoundItem, action: BulkAction): Promise<ChangedItem> {
    const { row } = item.stored;
    if (action.kind === 'move') await this.moving.carryOut(person, item.stored, action.to, action.reason);
    else if (action.kind === 'assign-reviewer') {
      await this.reviewers.assign(row.id, action.reviewerId, person.accountId);
      await this.recordReviewer(person, item, 'item.reviewer-assigned', action.reviewerId);
    } else if (action.kind === 'remove-reviewer') {
      await this.reviewers.remove(row.id, action.reviewerId);
      await this.recordReviewer(person, item, 'item.reviewer-removed', action.reviewerId);
    } else await this.retag(person, item.stored, item.text, action);
    return {
      id: row.bankId,
      firstWords: row.firstWords,
      stamp: await this.stampNow(row.id, action),
      status: row.status,
      reviewers: [...row.metadata.reviewers],
    };
  }

  private async stampNow(id: string, action: BulkAction): Promise<string> {
    const row = await this.transaction.manager.findOneByOrFail(ItemRow, { id });
    return stampOf(row, isAboutReviewers(action) ? await this.reviewers.assignedTo([id]) : [], action);
  }

  /** A revision of its own: neither content nor key are others by it, so its status stays. */
  async retag(
    person: Person,
    stored: StoredItem,
    text: ItemText,
    action: Extract<BulkAction, { kind: 'add-tag' | 'remove-tag' }>,
    kind = 'item.tags-changed',
  ): Promise<void> {
    const { row } = stored;
    const tags = retagged(text.tags, action);
    const record = itemFileOf({ ...text, tags }, { status: row.status, reviewers: row.metadata.reviewers });
    const note = action.kind === 'add-tag' ? `Tag ${action.tag} added` : `Tag ${action.tag} removed`;
    const saved = { accountId: person.accountId, note };
    await this.items.change(stored, record, await this.items.compile(record), saved);
    await this.audit.record({
      kind,
      actorId: person.accountId,
      subject: { kind: 'item', id: row.bankId },
      reason: null,
      before: { tags: text.tags, revision: row.revision },
      after: { tags, revision: row.revision + 1 },
    });
  }

  private recordReviewer(person: Person, { stored }: FoundItem, kind: string, reviewerId: string) {
    return this.audit.record({
      kind,
      actorId: person.accountId,
      subject: { kind: 'item', id: stored.row.bankId },
      reason: null,
      after: { reviewerId },
    });
  }
}

/** Always in the same order, so that two changes of the same items do not wait for each other. */
const inTurn = (ids: readonly string[]): string[] => [...new Set(ids)].toSorted();

const stays = (id: string, firstWords: string, reason: StayReason): Decision => ({
  stay: { id, firstWords, reason },
});

function changeOf(
  item: FoundItem,
  action: BulkAction,
  reviewer: string | null,
): BulkPreview['changes'][number] {
  const { stored, text, assigned, stamp } = item;
  const { bankId, firstWords, status } = stored.row;
  const shown = (before: readonly string[], after: readonly string[]) => ({
    id: bankId,
    firstWords,
    stamp,
    before: [...before],
    after: [...after],
  });
  if (action.kind === 'move') return shown([status], [action.to]);
  if (action.kind === 'add-tag' || action.kind === 'remove-tag') {
    return shown(text.tags, retagged(text.tags, action));
  }
  const names = assigned.map(({ name }) => name);
  const left = assigned.filter(({ reviewerId }) => reviewerId !== action.reviewerId).map(({ name }) => name);
  return shown(names, action.kind === 'assign-reviewer' ? [...names, reviewer ?? ''] : left);
}
