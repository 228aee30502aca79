import { Injectable } from '@nestjs/common';
import {
  compileItem,
  digestOf,
  type CompiledItem,
  type ItemMetadata,
  type SourceItem,
  type SourceStimulus,
} from '@attest/item-bank';
import { Transaction } from '../../../platform/database/transaction.ts';
import { newId } from '../../../platform/ids/new-id.ts';
import { ItemKeyRow, ItemRow, ItemVersionRow, StimulusRow, StimulusVersionRow } from '../item-bank.entity.ts';
import { itemColumns } from '../item-columns.ts';
import { FileLedger, type ImportRun } from './file-ledger.ts';

interface PresentItem {
  readonly row: ItemRow;
  readonly version: ItemVersionRow;
  readonly key: ItemKeyRow;
}

/** Items from files: new content makes a version, a new key a key revision, the rest changes in place. */
@Injectable()
export class ItemImport {
  constructor(
    private readonly transaction: Transaction,
    private readonly ledger: FileLedger,
  ) {}

  take(source: SourceItem, stimulus: SourceStimulus | null, run: ImportRun): Promise<void> {
    const file = { kind: 'item', id: source.record.id, path: source.path, text: source.text } as const;
    return this.ledger.take(file, run, async () => {
      const compiled = compileItem(source, { stimulus });
      const present = await this.find(compiled.metadata.id);
      return {
        wanted: recordHash(compiled.metadata, compiled, compiled),
        create: () => this.create(compiled),
        present: present && {
          hash: recordHash(present.row.metadata, present.version, present.key),
          change: () => this.change(present, compiled),
        },
      };
    });
  }

  private async find(bankId: string): Promise<PresentItem | null> {
    const { manager } = this.transaction;
    const row = await manager.findOneBy(ItemRow, { bankId });
    if (row === null) return null;
    const version = await manager.findOneByOrFail(ItemVersionRow, { itemId: row.id, version: row.version });
    const key = await manager.findOneByOrFail(ItemKeyRow, {
      itemVersionId: version.id,
      keyRevision: row.keyRevision,
    });
    return { row, version, key };
  }

  private async create(compiled: CompiledItem): Promise<void> {
    const id = newId();
    await this.transaction.manager.insert(ItemRow, {
      id,
      bankId: compiled.metadata.id,
      ...(await this.columns(compiled)),
      version: 1,
      keyRevision: 1,
    });
    await this.addVersion(id, 1, compiled);
  }

  private async change({ row, version, key }: PresentItem, compiled: CompiledItem): Promise<void> {
    const isNewContent = version.contentHash !== compiled.contentHash;
    const isNewKey = !isNewContent && key.keyHash !== compiled.keyHash;
    const next = {
      version: isNewContent ? row.version + 1 : row.version,
      keyRevision: isNewContent ? 1 : row.keyRevision + (isNewKey ? 1 : 0),
    };
    if (isNewContent) await this.addVersion(row.id, next.version, compiled);
    if (isNewKey) await this.addKey(version.id, next.keyRevision, compiled);
    await this.transaction.manager.update(
      ItemRow,
      { id: row.id },
      { ...(await this.columns(compiled)), ...next },
    );
  }

  private async columns({ metadata, content }: CompiledItem) {
    const stimulus = await this.stimulusOf(metadata);
    return {
      ...itemColumns(metadata, content, stimulus?.content ?? null),
      stimulusId: stimulus?.stimulusId ?? null,
      updatedAt: await this.transaction.now(),
    };
  }

  /** In its present version, which the files of this run may just have brought. */
  private async stimulusOf({ stimulusId: bankId }: ItemMetadata): Promise<StimulusVersionRow | null> {
    if (bankId === null) return null;
    const { manager } = this.transaction;
    const { id, version } = await manager.findOneByOrFail(StimulusRow, { bankId });
    return manager.findOneByOrFail(StimulusVersionRow, { stimulusId: id, version });
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
}

function recordHash(metadata: unknown, version: { contentHash: string }, key: { keyHash: string }): string {
  return digestOf([metadata, version.contentHash, key.keyHash]);
}
