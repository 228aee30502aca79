import type { ItemComparison, RevisionsQuery } from '@attest/contracts';
import { compareRecords } from '@attest/item-bank';
import * as z from 'zod';
import type { Transaction } from '../../../platform/database/transaction.ts';
import { cutPage, foreignCursor, readCursor } from '../../../platform/http/cursor.ts';
import { Problem } from '../../../platform/http/problem.ts';
import { tableOf, type RecordKind } from '../record-kind.ts';

/** A revision as it is kept, but for its text. */
export interface FoundRevision {
  readonly revision: number;
  readonly version: number;
  /** 0 for a record that has no key. */
  readonly keyRevision: number;
  readonly note: string;
  readonly savedBy: string | null;
  readonly savedAt: Date;
}

const Before = z.tuple([z.string().regex(/^\d{1,9}$/)]).nullable();
const keyRevisionOf = { item: 'r.key_revision', stimulus: '0' } as const;
const nounOf = { item: 'item', stimulus: 'scenario' } as const;

/** Every state of the records of a kind that was saved, as their authors wrote it. None of them ever changes. */
export abstract class Revisions<Told extends object, Written extends object, Text extends object> {
  private readonly columns: string;
  private readonly ofRecord: string;

  protected constructor(
    private readonly transaction: Transaction,
    private readonly kind: RecordKind,
  ) {
    this.columns = `r.revision, r.version, ${keyRevisionOf[kind]} AS "keyRevision", r.note,
      a.display_name AS "savedBy", r.saved_at AS "savedAt"`;
    this.ofRecord = `FROM ${kind}_revisions r LEFT JOIN accounts a ON a.id = r.saved_by WHERE r.${kind}_id = $1`;
  }

  protected abstract told(found: FoundRevision): Told;
  protected abstract textOf(record: Written): Text;

  /** Newest first. */
  async list(bankId: string, { limit, after }: z.infer<typeof RevisionsQuery>) {
    const before = Before.safeParse(readCursor(after));
    if (!before.success) throw foreignCursor();
    const found = await this.transaction.rows<FoundRevision>(
      `SELECT ${this.columns} ${this.ofRecord} AND ($2::int IS NULL OR r.revision < $2)
       ORDER BY r.revision DESC LIMIT $3`,
      [await this.idOf(bankId), before.data?.[0] ?? null, limit + 1],
    );
    const { page, next } = cutPage(found, limit, ({ revision }) => [String(revision)]);
    return { revisions: page.map((each) => this.told(each)), next };
  }

  async read(bankId: string, revision: number): Promise<Told & { text: Text }> {
    const { told, text } = await this.written(bankId, revision);
    return { ...told, text };
  }

  async compare(bankId: string, { from, to }: { readonly from: number; readonly to: number }) {
    const older = await this.written(bankId, from);
    const newer = await this.written(bankId, to);
    return { from: older.told, to: newer.told, changes: changesOf(older.text, newer.text) };
  }

  /** @param bankId null for a draft of a new record, which has nothing to be compared with */
  async compareWith(text: Text, bankId: string | null) {
    if (bankId === null) return { from: null, changes: [] };
    const latest = await this.written(bankId, null);
    return { from: latest.told, changes: changesOf(latest.text, text) };
  }

  /** @param revision null: the latest */
  private async written(bankId: string, revision: number | null): Promise<{ told: Told; text: Text }> {
    const [found] = await this.transaction.rows<FoundRevision & { record: Written }>(
      `SELECT ${this.columns}, r.record ${this.ofRecord} AND ($2::int IS NULL OR r.revision = $2)
       ORDER BY r.revision DESC LIMIT 1`,
      [await this.idOf(bankId), revision],
    );
    if (found !== undefined) return { told: this.told(found), text: this.textOf(found.record) };
    const which = revision === null ? 'revision' : `revision ${String(revision)}`;
    throw new Problem('not-found', { detail: `“${bankId}” has no ${which}.` });
  }

  private async idOf(bankId: string): Promise<string> {
    const [row] = await this.transaction.rows<{ id: string }>(
      `SELECT id FROM ${tableOf[this.kind]} WHERE bank_id = $1`,
      [bankId],
    );
    if (row !== undefined) return row.id;
    throw new Problem('not-found', { detail: `The bank has no ${nounOf[this.kind]} “${bankId}”.` });
  }
}

function changesOf(before: object, after: object): ItemComparison['changes'] {
  return compareRecords(before, after).map(({ field, segments, ...change }) => ({
    ...change,
    field: [...field],
    segments: [...segments],
  }));
}
