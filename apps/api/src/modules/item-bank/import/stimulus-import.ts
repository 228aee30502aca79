import { Injectable } from '@nestjs/common';
import { compileStimulus, digestOf, type CompiledStimulus, type SourceStimulus } from '@attest/item-bank';
import { Transaction } from '../../../platform/database/transaction.ts';
import { newId } from '../../../platform/ids/new-id.ts';
import { StimulusRow, StimulusVersionRow } from '../item-bank.entity.ts';
import { ItemSearch } from '../item-search.ts';
import { stimulusSearchOf } from '../item-text.ts';
import { FileLedger, type ImportRun } from './file-ledger.ts';

@Injectable()
export class StimulusImport {
  constructor(
    private readonly transaction: Transaction,
    private readonly ledger: FileLedger,
    private readonly itemSearch: ItemSearch,
  ) {}

  take(source: SourceStimulus, run: ImportRun): Promise<void> {
    const file = { kind: 'stimulus', id: source.record.id, path: source.path, text: source.text } as const;
    return this.ledger.take(file, run, async () => {
      const compiled = compileStimulus(source);
      const present = await this.find(compiled.id);
      return {
        wanted: recordHash(compiled, compiled.contentHash),
        create: () => this.create(compiled),
        present: present && {
          hash: recordHash(present.row, present.version.contentHash),
          change: () => this.change(present.row, present.version, compiled),
        },
      };
    });
  }

  private async find(bankId: string): Promise<{ row: StimulusRow; version: StimulusVersionRow } | null> {
    const { manager } = this.transaction;
    const row = await manager.findOneBy(StimulusRow, { bankId });
    if (row === null) return null;
    return {
      row,
      version: await manager.findOneByOrFail(StimulusVersionRow, {
        stimulusId: row.id,
        version: row.version,
      }),
    };
  }

  private async create(compiled: CompiledStimulus): Promise<void> {
    const id = newId();
    const { organisation, industry, status } = compiled;
    const updatedAt = await this.transaction.now();
    await this.transaction.manager.insert(StimulusRow, {
      id,
      bankId: compiled.id,
      organisation,
      industry,
      search: stimulusSearchOf(compiled, compiled.content),
      status,
      version: 1,
      updatedAt,
    });
    await this.addVersion(id, 1, compiled);
  }

  private async change(
    row: StimulusRow,
    present: StimulusVersionRow,
    compiled: CompiledStimulus,
  ): Promise<void> {
    const isNewContent = present.contentHash !== compiled.contentHash;
    const version = isNewContent ? row.version + 1 : row.version;
    if (isNewContent) await this.addVersion(row.id, version, compiled);
    const { organisation, industry, status } = compiled;
    const updatedAt = await this.transaction.now();
    await this.transaction.manager.update(
      StimulusRow,
      { id: row.id },
      {
        organisation,
        industry,
        search: stimulusSearchOf(compiled, compiled.content),
        status,
        version,
        updatedAt,
      },
    );
    if (isNewContent) await this.itemSearch.follow(row.id, compiled.content);
  }

  private async addVersion(stimulusId: string, version: number, compiled: CompiledStimulus): Promise<void> {
    const { content, contentHash } = compiled;
    const createdAt = await this.transaction.now();
    await this.transaction.manager.insert(StimulusVersionRow, {
      id: newId(),
      stimulusId,
      version,
      content,
      contentHash,
      createdAt,
    });
  }
}

function recordHash(
  stimulus: { organisation: string; industry: string; status: string },
  contentHash: string,
): string {
  const { organisation, industry, status } = stimulus;
  return digestOf([organisation, industry, status, contentHash]);
}
