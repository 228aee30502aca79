import { Injectable } from '@nestjs/common';
import type { CertificationCode } from '@attest/contracts';
import {
  canonicalJson,
  compileItem,
  digestOf,
  itemFileOf,
  itemTextOf,
  type CompiledItem,
  type ItemFile,
  type ItemText,
  type ReviewState,
} from '@attest/item-bank';
import { Transaction } from '../../platform/database/transaction.ts';
import { Problem } from '../../platform/http/problem.ts';
import { newId } from '../../platform/ids/new-id.ts';
import { ItemKeyRow, ItemRevisionRow, ItemRow, ItemVersionRow } from './item-bank.entity.ts';
import { itemColumns } from './item-columns.ts';
import { nextIdIn } from './next-id.ts';
import type { SavedBy } from './saved-by.ts';
import { StimulusStore } from './stimulus-store.ts';

/** An item in its present version. */
export interface StoredItem {
  readonly row: ItemRow;
  readonly version: ItemVersionRow;
  readonly key: ItemKeyRow;
}

/** Items as they are kept: new content makes a version, a new key a key revision, each save a revision. */
@Injectable()
export class ItemStore {
  constructor(
    private readonly transaction: Transaction,
    private readonly stimuli: StimulusStore,
  ) {}

  async find(bankId: string): Promise<StoredItem | null> {
    const row = await this.transaction.manager.findOneBy(ItemRow, { bankId });
    return row && this.whole(row);
  }

  /** For a change: nobody else changes it until the transaction has ended. */
  async findForChange(bankId: string): Promise<StoredItem | null> {
    const row = await this.transaction.manager.findOne(ItemRow, {
      where: { bankId },
      lock: { mode: 'pessimistic_write' },
    });
    return row && this.whole(row);
  }

  /**
   * For a change of what somebody has seen.
   *
   * @throws Problem `not-found`, or `item-changed-meanwhile` where it is at another revision by now
   */
  async findSeen(bankId: string, revision: number): Promise<StoredItem> {
    const stored = await this.findForChange(bankId);
    if (stored === null) throw new Problem('not-found', { detail: `The bank has no item “${bankId}”.` });
    if (stored.row.revision !== revision) throw new Problem('item-changed-meanwhile');
    return stored;
  }

  /** What its authors wrote last. @throws Problem `not-found` where only what became of it is known */
  async textOf(row: ItemRow): Promise<{ readonly row: ItemRow; readonly text: ItemText }> {
    const { id: itemId, revision, bankId } = row;
    const kept = await this.transaction.manager.findOneBy(ItemRevisionRow, { itemId, revision });
    if (kept === null) {
      const detail = `The text of “${bankId}” is in its file only: import the file once more.`;
      throw new Problem('not-found', { detail });
    }
    return { row, text: kept.record };
  }

  /** Another status for the same text. */
  async restate(row: ItemRow, state: ReviewState): Promise<void> {
    const { text } = await this.textOf(row);
    const compiled = await this.compile(itemFileOf(text, state));
    await this.transaction.manager.update(ItemRow, { id: row.id }, await this.columns(compiled));
  }

  /** The id of the next item of a domain. */
  nextId(certification: CertificationCode, domain: string): Promise<string> {
    const stem = `${certification}-${domain}-`.toLowerCase();
    return nextIdIn(this.transaction, 'item', certification, stem, 4);
  }

  private async whole(row: ItemRow): Promise<StoredItem> {
    const { manager } = this.transaction;
    const version = await manager.findOneByOrFail(ItemVersionRow, { itemId: row.id, version: row.version });
    const key = await manager.findOneByOrFail(ItemKeyRow, {
      itemVersionId: version.id,
      keyRevision: row.keyRevision,
    });
    return { row, version, key };
  }

  /** @throws Error when the stimulus it names is not in the database */
  async compile(record: ItemFile): Promise<CompiledItem> {
    const stimulus = record.stimulus === undefined ? null : await this.stimuli.recordOf(record.stimulus);
    return compileItem({ record }, { stimulus: stimulus && { record: stimulus } });
  }

  async create(record: ItemFile, compiled: CompiledItem, saved: SavedBy): Promise<void> {
    const id = newId();
    const first = { version: 1, keyRevision: 1, revision: 1 };
    await this.transaction.manager.insert(ItemRow, {
      id,
      bankId: compiled.metadata.id,
      ...(await this.columns(compiled)),
      ...first,
    });
    await this.addVersion(id, 1, compiled);
    await this.addRevision(id, first, record, saved);
  }

  async change(
    { row, version, key }: StoredItem,
    record: ItemFile,
    compiled: CompiledItem,
    saved: SavedBy,
  ): Promise<void> {
    const isNewContent = version.contentHash !== compiled.contentHash;
    const isNewKey = !isNewContent && key.keyHash !== compiled.keyHash;
    const next = {
      version: isNewContent ? row.version + 1 : row.version,
      keyRevision: isNewContent ? 1 : row.keyRevision + (isNewKey ? 1 : 0),
      revision: row.revision + 1,
    };
    if (isNewContent) await this.addVersion(row.id, next.version, compiled);
    if (isNewKey) await this.addKey(version.id, next.keyRevision, compiled);
    await this.transaction.manager.update(
      ItemRow,
      { id: row.id },
      { ...(await this.columns(compiled)), ...next },
    );
    await this.addRevision(row.id, next, record, saved);
  }

  /** Keeps what the authors wrote where it changed without changing what becomes of it. */
  async keepText({ row }: StoredItem, record: ItemFile, saved: SavedBy): Promise<void> {
    const { manager } = this.transaction;
    const { id: itemId, version, keyRevision } = row;
    const revision = row.revision + 1;
    const kept = await manager.findOneBy(ItemRevisionRow, { itemId, revision: row.revision });
    if (kept !== null && canonicalJson(kept.record) === canonicalJson(itemTextOf(record))) return;
    await manager.update(ItemRow, { id: itemId }, { revision });
    await this.addRevision(itemId, { version, keyRevision, revision }, record, saved);
  }

  private async columns({ metadata, content }: CompiledItem) {
    const stimulus =
      metadata.stimulusId === null ? null : await this.stimuli.presentVersion(metadata.stimulusId);
    return {
      ...itemColumns(metadata, content, stimulus?.content ?? null),
      stimulusId: stimulus?.stimulusId ?? null,
      updatedAt: await this.transaction.now(),
    };
  }

  private async addVersion(itemId: string, version: number, compiled: CompiledItem): Promise<void> {
    const id = newId();
    const { content, contentHash } = compiled;
    const createdAt = await this.transaction.now();
    await this.transaction.manager.insert(ItemVersionRow, {
      id,
      itemId,
      version,
      content,
      contentHash,
      createdAt,
    });
    await this.addKey(id, 1, compiled);
  }

  private async addKey(
    itemVersionId: string,
    keyRevision: number,
    { key, keyHash }: CompiledItem,
  ): Promise<void> {
    const createdAt = await this.transaction.now();
    await this.transaction.manager.insert(ItemKeyRow, {
      itemVersionId,
      keyRevision,
      key,
      keyHash,
      createdAt,
    });
  }

  private async addRevision(
    itemId: string,
    { version, keyRevision, revision }: Pick<ItemRow, 'version' | 'keyRevision' | 'revision'>,
    record: ItemFile,
    { accountId, note }: SavedBy,
  ): Promise<void> {
    await this.transaction.manager.insert(ItemRevisionRow, {
      itemId,
      revision,
      version,
      keyRevision,
      record: itemTextOf(record),
      note,
      savedBy: accountId,
      savedAt: await this.transaction.now(),
    });
  }
}

/** What tells two states of an item apart. */
export function itemHash(
  metadata: unknown,
  version: { contentHash: string },
  key: { keyHash: string },
): string {
  return digestOf([metadata, version.contentHash, key.keyHash]);
}
