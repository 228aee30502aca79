import type { AccountId } from '@attest/contracts';
import type { Transaction } from '../../../platform/database/transaction.ts';
import { newId } from '../../../platform/ids/new-id.ts';
import { tableOf, type RecordKind } from '../record-kind.ts';

/** Somebody's working copy of a record of the bank. */
export interface Draft<Text> {
  readonly id: string;
  readonly ownerId: AccountId;
  /** Null: a new record, which gets its id with its first version. */
  readonly recordId: string | null;
  /** The revision it was begun from. */
  readonly basedOn: number | null;
  /** Counts the changes, so that none is written over unseen. */
  readonly lock: number;
  readonly text: Text;
  readonly updatedAt: Date;
}

export interface ListedDraft<Text> {
  readonly id: string;
  readonly bankId: string | null;
  readonly text: Text;
  readonly updatedAt: Date;
}

/** Somebody else at work on the same record. */
interface OtherWriter {
  readonly name: string;
  readonly changedAt: Date;
}

/** Drafts of one kind of record. */
export abstract class DraftsRepository<Text extends object> {
  private readonly drafts: string;
  private readonly column: string;

  protected constructor(
    protected readonly transaction: Transaction,
    private readonly kind: RecordKind,
  ) {
    this.drafts = `${kind}_drafts`;
    this.column = `${kind}_id`;
  }

  find(id: string, ownerId: AccountId): Promise<Draft<Text> | null> {
    return this.one('id = $1 AND owner_id = $2', [id, ownerId]);
  }

  /** For a change: nobody else changes it until the transaction has ended. */
  findForChange(id: string, ownerId: AccountId): Promise<Draft<Text> | null> {
    return this.one('id = $1 AND owner_id = $2 FOR UPDATE', [id, ownerId]);
  }

  findOf(recordId: string, ownerId: AccountId): Promise<Draft<Text> | null> {
    return this.one(`${this.column} = $1 AND owner_id = $2`, [recordId, ownerId]);
  }

  private async one(condition: string, parameters: readonly string[]): Promise<Draft<Text> | null> {
    const [row] = await this.transaction.rows<Draft<Text>>(
      `SELECT id, owner_id AS "ownerId", ${this.column} AS "recordId", based_on AS "basedOn", lock, text,
         updated_at AS "updatedAt"
       FROM ${this.drafts} WHERE ${condition}`,
      parameters,
    );
    return row ?? null;
  }

  /** Newest first. @param before the last one known, by time and id */
  list(ownerId: AccountId, before: readonly string[] | null, limit: number): Promise<ListedDraft<Text>[]> {
    return this.transaction.rows(
      `SELECT d.id, d.text, d.updated_at AS "updatedAt", r.bank_id AS "bankId"
       FROM ${this.drafts} d LEFT JOIN ${tableOf[this.kind]} r ON r.id = d.${this.column}
       WHERE d.owner_id = $1 AND ($2::timestamptz IS NULL OR (d.updated_at, d.id) < ($2::timestamptz, $3::uuid))
       ORDER BY d.updated_at DESC, d.id DESC LIMIT $4`,
      [ownerId, before?.[0] ?? null, before?.[1] ?? null, limit],
    );
  }

  async countNew(ownerId: AccountId): Promise<number> {
    const [row] = await this.transaction.rows<{ count: number }>(
      `SELECT count(*)::int AS count FROM ${this.drafts} WHERE owner_id = $1 AND ${this.column} IS NULL`,
      [ownerId],
    );
    return row?.count ?? 0;
  }

  /** Who else changed a draft of the record in the last minutes. */
  others({ recordId, ownerId }: Draft<Text>, withinSeconds: number): Promise<OtherWriter[]> {
    if (recordId === null) return Promise.resolve([]);
    return this.transaction.rows<OtherWriter>(
      `SELECT a.display_name AS name, d.updated_at AS "changedAt"
       FROM ${this.drafts} d JOIN accounts a ON a.id = d.owner_id
       WHERE d.${this.column} = $1 AND d.owner_id <> $2
         AND d.updated_at > attest_now() - make_interval(secs => $3)
       ORDER BY d.updated_at DESC LIMIT 20`,
      [recordId, ownerId, withinSeconds],
    );
  }

  async add(draft: Pick<Draft<Text>, 'ownerId' | 'recordId' | 'basedOn' | 'text'>): Promise<Draft<Text>> {
    const { ownerId, recordId, basedOn, text } = draft;
    const row = { ...draft, id: newId(), lock: 1, updatedAt: await this.transaction.now() };
    await this.transaction.rows(
      `INSERT INTO ${this.drafts} (id, owner_id, ${this.column}, based_on, lock, text, created_at, updated_at)
       VALUES ($1, $2, $3, $4, 1, $5, $6, $6)`,
      [row.id, ownerId, recordId, basedOn, JSON.stringify(text), row.updatedAt],
    );
    return row;
  }

  async change(draft: Draft<Text>, text: Text): Promise<Draft<Text>> {
    const next = { ...draft, lock: draft.lock + 1, text, updatedAt: await this.transaction.now() };
    await this.transaction.rows(
      `UPDATE ${this.drafts} SET lock = $2, text = $3, updated_at = $4 WHERE id = $1`,
      [draft.id, next.lock, JSON.stringify(text), next.updatedAt],
    );
    return next;
  }

  async remove(id: string, ownerId: AccountId): Promise<boolean> {
    const removed = await this.transaction.rows(
      `DELETE FROM ${this.drafts} WHERE id = $1 AND owner_id = $2 RETURNING id`,
      [id, ownerId],
    );
    return removed.length === 1;
  }
}
