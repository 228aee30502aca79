import { Injectable } from '@nestjs/common';
import type { BulkAction, BulkUndo } from '@attest/contracts';
import { AuditLog } from '../../../platform/audit/audit-log.ts';
import type { Person } from '../../../platform/auth/access.ts';
import { Transaction } from '../../../platform/database/transaction.ts';
import { Problem } from '../../../platform/http/problem.ts';
import { ItemStore, type StoredItem } from '../item-store.ts';
import { stampOf } from './bulk-items.ts';
import { ChangeItems } from './change-items.ts';
import type { ChangedItem, ItemChangeRow } from './item-change.entity.ts';
import { endOf, ItemChangesRepository } from './item-changes.repository.ts';
import { ReviewersRepository } from './reviewers.repository.ts';

/** Takes back a change of many items, where nothing has happened to them since. */
@Injectable()
export class UndoChanges {
  constructor(
    private readonly transaction: Transaction,
    private readonly changes: ItemChangesRepository,
    private readonly items: ItemStore,
    private readonly changing: ChangeItems,
    private readonly reviewers: ReviewersRepository,
    private readonly audit: AuditLog,
  ) {}

  /** Asked for twice, it answers twice the same: the first answer may have been lost. */
  undo(person: Person, changeId: string): Promise<BulkUndo> {
    return this.transaction.run(async () => {
      const change = await this.changes.find(changeId, person.accountId);
      if (change === null) throw new Problem('not-found', { detail: 'There is no such change of yours.' });
      if (change.undone !== null) return change.undone;
      if ((await this.transaction.now()) > endOf(change)) {
        throw new Problem('undo-time-over', { detail: 'It stays as it is; change it back by hand.' });
      }
      const undone = await this.undoEach(person, change);
      await this.changes.close(change, undone);
      return undone;
    });
  }

  private async undoEach(person: Person, { action, items }: ItemChangeRow): Promise<BulkUndo> {
    const undone: BulkUndo = { restored: [], stays: [] };
    for (const item of items) {
      const { id, firstWords } = item;
      const stored = await this.items.findForChange(id);
      if (stored === null) undone.stays.push({ id, firstWords, reason: 'not-found' });
      else if (await this.isAsLeft(stored, item, action)) {
        await this.restore(person, stored, item, action);
        undone.restored.push(id);
      } else undone.stays.push({ id, firstWords, reason: 'changed-meanwhile' });
    }
    return undone;
  }

  /** Whether nothing has happened to it since the change. */
  private async isAsLeft({ row }: StoredItem, { stamp }: ChangedItem, action: BulkAction): Promise<boolean> {
    return stampOf(row, await this.reviewers.assignedTo([row.id]), action) === stamp;
  }

  private async restore(
    person: Person,
    stored: StoredItem,
    before: ChangedItem,
    action: BulkAction,
  ): Promise<void> {
    const { row } = stored;
    const undone = 'item.change-undone';
    if (action.kind === 'add-tag' || action.kind === 'remove-tag') {
      const kind = action.kind === 'add-tag' ? 'remove-tag' : 'add-tag';
      const { text } = await this.items.textOf(row);
      return this.changing.retag(person, stored, text, { kind, tag: action.tag }, undone);
    }
    if (action.kind === 'move') {
      await this.changes.takeBackMove(row.id);
      await this.items.restate(row, before);
    } else if (action.kind === 'assign-reviewer') {
      await this.reviewers.remove(row.id, action.reviewerId);
    } else {
      await this.reviewers.assign(row.id, action.reviewerId, person.accountId);
    }
    await this.audit.record({
      kind: undone,
      actorId: person.accountId,
      subject: { kind: 'item', id: row.bankId },
      reason: null,
      before: action.kind === 'move' ? { status: row.status } : { [action.kind]: action.reviewerId },
      after: action.kind === 'move' ? { status: before.status } : null,
    });
  }
}
