import type {
  ApplyBulkChange,
  BulkChange,
  BulkDone,
  BulkPlan,
  BulkUndone,
  PlanBulkChange,
} from '@attest/contracts';
import { itemFileOf, mayBeWritten } from '@attest/item-bank';
import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../../platform/audit/audit-log.ts';
import type { Person } from '../../../platform/auth/access.ts';
import { Transaction } from '../../../platform/database/transaction.ts';
import { Problem } from '../../../platform/http/problem.ts';
import { newId } from '../../../platform/ids/new-id.ts';
import { ItemStore, type StoredItem } from '../item-store.ts';
import { ItemReviewsRepository } from '../reviews/item-reviews.repository.ts';
import { MoveItems } from '../reviews/move-items.ts';
import { BulkVerdicts, type BulkVerdict } from './bulk-verdict.ts';
import { ItemBulkChangeRow, type BulkEntry } from './item-bulk-change.entity.ts';

/** Pages offer to undo for ten seconds, and for longer while somebody is at it. */
const undoSeconds = 60;

/** One change of many items: told first, made as a whole, taken back as a whole. */
@Injectable()
export class ChangeItems {
  constructor(
    private readonly transaction: Transaction,
    private readonly items: ItemStore,
    private readonly verdicts: BulkVerdicts,
    private readonly moves: MoveItems,
    private readonly reviews: ItemReviewsRepository,
    private readonly audit: AuditLog,
  ) {}

  async plan(person: Person, { change, ids }: PlanBulkChange): Promise<BulkPlan> {
    const plan: BulkPlan = { changes: [], stays: [] };
    for (const id of inOrder(ids)) {
      const stored = await this.items.find(id);
      const verdict = stored && (await this.verdicts.of(person, stored, change));
      if (stored === null || verdict === null) plan.stays.push({ id, why: 'not-found' });
      else if (verdict.isChange) {
        plan.changes.push({ id, revision: stored.row.revision, status: stored.row.status });
      } else plan.stays.push({ id, why: verdict.why });
    }
    return plan;
  }

  /** Items that changed since the plan stay as they are, and are named. */
  apply(person: Person, { change, items }: ApplyBulkChange): Promise<BulkDone> {
    return this.transaction.run(async () => {
      const entries: BulkEntry[] = [];
      const stays: BulkDone['stays'] = [];
      const seen = new Map(items.map(({ id, revision }) => [id, revision]));
      // In one order, so that two such changes wait for each other and never for ever.
      for (const id of inOrder([...seen.keys()])) {
        const stored = await this.items.findForChange(id);
        if (stored === null) stays.push({ id, why: 'not-found' });
        else if (stored.row.revision !== seen.get(id)) stays.push({ id, why: 'changed-meanwhile' });
        else {
          const verdict = await this.verdicts.of(person, stored, change);
          if (verdict.isChange) entries.push(await this.carryOut(person, stored, change, verdict));
          else stays.push({ id, why: verdict.why });
        }
      }
      return this.keep(person, change, entries, stays);
    });
  }

  undo(person: Person, id: string): Promise<BulkUndone> {
    return this.transaction.run(async () => {
      const { manager } = this.transaction;
      const done = await manager.findOne(ItemBulkChangeRow, {
        where: { id, accountId: person.accountId },
        lock: { mode: 'pessimistic_write' },
      });
      if (done === null) throw new Problem('not-found', { detail: 'There is no such change of yours.' });
      const now = await this.transaction.now();
      const isOver = now.getTime() - done.doneAt.getTime() > undoSeconds * 1_000;
      if (isOver || done.undoneAt !== null) {
        const detail = isOver ? 'The time for taking it back is over.' : 'It is taken back already.';
        throw new Problem('move-not-allowed', { detail });
      }
      const undone: BulkUndone = { restored: [], left: [] };
      for (const entry of done.entries) {
        const isRestored = await this.restore(person, entry, done.change);
        (isRestored ? undone.restored : undone.left).push(entry.bankId);
      }
      await manager.update(ItemBulkChangeRow, { id }, { undoneAt: now });
      return undone;
    });
  }

  private async carryOut(
    person: Person,
    stored: StoredItem,
    change: BulkChange,
    { record }: Extract<BulkVerdict, { isChange: true }>,
  ): Promise<BulkEntry> {
    const { bankId, status, metadata, revision } = stored.row;
    const before = { bankId, status, reviewers: metadata.reviewers };
    if (change.action === 'move') {
      await this.moves.carryOut(person, stored, change.to, change.reason);
      return { ...before, revision };
    }
    await this.rewrite(person, stored, record, noteOf(change));
    return { ...before, revision: revision + 1 };
  }

  private async rewrite(
    { accountId }: Person,
    stored: StoredItem,
    record: ReturnType<typeof itemFileOf>,
    note: string,
  ): Promise<void> {
    const { bankId, revision } = stored.row;
    await this.items.change(stored, record, await this.items.compile(record), { accountId, note });
    await this.audit.record({
      kind: 'item.saved',
      actorId: accountId,
      subject: { kind: 'item', id: bankId },
      reason: note,
      before: { revision },
      after: { revision: revision + 1, isNewContent: false, isNewKey: false },
    });
  }

  /** False where something has happened to it since. */
  private async restore(person: Person, entry: BulkEntry, change: BulkChange): Promise<boolean> {
    const stored = await this.items.findForChange(entry.bankId);
    const text = stored && (await this.items.knownText(stored.row));
    if (stored === null || text === null || stored.row.revision !== entry.revision) return false;
    if (change.action === 'move') {
      if (stored.row.status !== change.to) return false;
      const { row } = stored;
      await this.reviews.addMove(row, entry.status, person.accountId, 'Taken back');
      await this.items.restate(row, { status: entry.status, reviewers: entry.reviewers });
      await this.audit.record({
        kind: 'item.moved',
        actorId: person.accountId,
        subject: { kind: 'item', id: row.bankId },
        reason: 'Taken back',
        before: { status: row.status },
        after: { status: entry.status, revision: row.revision },
      });
      return true;
    }
    if (!mayBeWritten(stored.row.status)) return false;
    const others = text.tags.filter((tag) => tag !== change.tag);
    const tags = change.action === 'add-tag' ? others : [...others, change.tag].toSorted();
    const state = { status: stored.row.status, reviewers: stored.row.metadata.reviewers };
    await this.rewrite(person, stored, itemFileOf({ ...text, tags }, state), `Taken back: ${noteOf(change)}`);
    return true;
  }

  private async keep(
    { accountId }: Person,
    change: BulkChange,
    entries: BulkEntry[],
    stays: BulkDone['stays'],
  ): Promise<BulkDone> {
    const id = newId();
    const doneAt = await this.transaction.now();
    await this.transaction.manager.insert(ItemBulkChangeRow, { id, accountId, change, entries, doneAt });
    return {
      id,
      changed: entries.map(({ bankId }) => bankId),
      stays,
      undoUntil: new Date(doneAt.getTime() + undoSeconds * 1_000).toISOString(),
    };
  }
}

const inOrder = (ids: readonly string[]) => [...new Set(ids)].toSorted();

function noteOf(change: Exclude<BulkChange, { action: 'move' }>): string {
  return change.action === 'add-tag' ? `Tag ${change.tag} added` : `Tag ${change.tag} removed`;
}
