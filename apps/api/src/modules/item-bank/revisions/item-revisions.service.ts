import { Injectable } from '@nestjs/common';
import type {
  ComparisonQuery,
  DraftComparison,
  ItemComparison,
  ItemRevision,
  ItemRevisions,
  RevisionsQuery,
  WrittenRevision,
} from '@attest/contracts';
import { compareRecords, draftOfItem, type ItemText } from '@attest/item-bank';
import * as z from 'zod';
import { Transaction } from '../../../platform/database/transaction.ts';
import { foreignCursor, readCursor, writeCursor } from '../../../platform/http/cursor.ts';
import { Problem } from '../../../platform/http/problem.ts';
import { ItemRow } from '../item-bank.entity.ts';

interface FoundRevision extends Omit<ItemRevision, 'savedAt'> {
  readonly savedAt: Date;
}

const columns = `r.revision, r.version, r.key_revision AS "keyRevision", r.note,
  a.display_name AS "savedBy", r.saved_at AS "savedAt"`;
const Before = z.tuple([z.string().regex(/^\d{1,9}$/)]).nullable();

/** Every state of an item that was saved, as its authors wrote it. None of them ever changes. */
@Injectable()
export class ItemRevisionsService {
  constructor(private readonly transaction: Transaction) {}

  /** Newest first. */
  async list(bankId: string, { limit, after }: z.infer<typeof RevisionsQuery>): Promise<ItemRevisions> {
    const before = Before.safeParse(readCursor(after));
    if (!before.success) throw foreignCursor();
    const found = await this.transaction.rows<FoundRevision>(
      `SELECT ${columns} FROM item_revisions r LEFT JOIN accounts a ON a.id = r.saved_by
       WHERE r.item_id = $1 AND ($2::int IS NULL OR r.revision < $2) ORDER BY r.revision DESC LIMIT $3`,
      [await this.idOf(bankId), before.data?.[0] ?? null, limit + 1],
    );
    const page = found.slice(0, limit);
    const last = page.at(-1);
    return {
      revisions: page.map(told),
      next: found.length > limit && last !== undefined ? writeCursor([String(last.revision)]) : null,
    };
  }

  async read(bankId: string, revision: number): Promise<WrittenRevision> {
    const [found] = await this.transaction.rows<FoundRevision & { record: ItemText }>(
      `SELECT ${columns}, r.record FROM item_revisions r LEFT JOIN accounts a ON a.id = r.saved_by
       WHERE r.item_id = $1 AND r.revision = $2`,
      [await this.idOf(bankId), revision],
    );
    if (found === undefined) {
      throw new Problem('not-found', { detail: `“${bankId}” has no revision ${String(revision)}.` });
    }
    const { record, ...rest } = found;
    return { ...told(rest), text: draftOfItem(record) };
  }

  async compare(bankId: string, { from, to }: z.infer<typeof ComparisonQuery>): Promise<ItemComparison> {
    const { text: former, ...older } = await this.read(bankId, from);
    const { text: later, ...newer } = await this.read(bankId, to);
    return { from: older, to: newer, changes: changesOf(former, later) };
  }

  /** @param bankId null for a draft of a new item, which has nothing to be compared with */
  async compareWith(text: object, bankId: string | null): Promise<DraftComparison> {
    if (bankId === null) return { from: null, changes: [] };
    const { revisions } = await this.list(bankId, { limit: 1 });
    const [latest] = revisions;
    if (latest === undefined) throw new Problem('not-found', { detail: `“${bankId}” has no revision.` });
    const { text: former, ...from } = await this.read(bankId, latest.revision);
    return { from, changes: changesOf(former, text) };
  }

  private async idOf(bankId: string): Promise<string> {
    const row = await this.transaction.manager.findOneBy(ItemRow, { bankId });
    if (row === null) throw new Problem('not-found', { detail: `The bank has no item “${bankId}”.` });
    return row.id;
  }
}

function changesOf(before: object, after: object): ItemComparison['changes'] {
  return compareRecords(before, after).map(({ field, segments, ...change }) => ({
    ...change,
    field: [...field],
    segments: [...segments],
  }));
}

function told({ savedAt, ...revision }: FoundRevision): ItemRevision {
  return { ...revision, savedAt: savedAt.toISOString() };
}
