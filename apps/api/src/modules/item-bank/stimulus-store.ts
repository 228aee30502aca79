import { Injectable } from '@nestjs/common';
import {
  canonicalJson,
  compileStimulus,
  digestOf,
  stimulusFileOf,
  stimulusTextOf,
  type CompiledStimulus,
  type StimulusFile,
} from '@attest/item-bank';
import { Transaction } from '../../platform/database/transaction.ts';
import { newId } from '../../platform/ids/new-id.ts';
import { StimulusRevisionRow, StimulusRow, StimulusVersionRow } from './item-bank.entity.ts';
import { ItemSearch } from './item-search.ts';
import { stimulusSearchOf } from './item-text.ts';
import type { SavedBy } from './saved-by.ts';

/** A stimulus in its present version. */
export interface StoredStimulus {
  readonly row: StimulusRow;
  readonly version: StimulusVersionRow;
}

/** Stimuli as they are kept: new content makes a version, each save a revision. */
@Injectable()
export class StimulusStore {
  constructor(
    private readonly transaction: Transaction,
    private readonly itemSearch: ItemSearch,
  ) {}

  async find(bankId: string): Promise<StoredStimulus | null> {
    const { manager } = this.transaction;
    const row = await manager.findOneBy(StimulusRow, { bankId });
    if (row === null) return null;
    const { id: stimulusId, version } = row;
    return { row, version: await manager.findOneByOrFail(StimulusVersionRow, { stimulusId, version }) };
  }

  /** @throws Error when there is none */
  async presentVersion(bankId: string): Promise<StimulusVersionRow> {
    const { manager } = this.transaction;
    const { id: stimulusId, version } = await manager.findOneByOrFail(StimulusRow, { bankId });
    return manager.findOneByOrFail(StimulusVersionRow, { stimulusId, version });
  }

  /** What its authors wrote, with its present status. */
  async recordOf(bankId: string): Promise<StimulusFile> {
    const { manager } = this.transaction;
    const row = await manager.findOneByOrFail(StimulusRow, { bankId });
    const { record } = await manager.findOneByOrFail(StimulusRevisionRow, {
      stimulusId: row.id,
      revision: row.revision,
    });
    return stimulusFileOf(record, row);
  }

  compile(record: StimulusFile): CompiledStimulus {
    return compileStimulus({ record });
  }

  async create(record: StimulusFile, compiled: CompiledStimulus, saved: SavedBy): Promise<void> {
    const id = newId();
    const { organisation, industry, status } = compiled;
    const reviewers = [...record.reviewers];
    const updatedAt = await this.transaction.now();
    const first = { version: 1, revision: 1 };
    await this.transaction.manager.insert(StimulusRow, {
      id,
      bankId: compiled.id,
      organisation,
      industry,
      search: stimulusSearchOf(compiled, compiled.content),
      status,
      reviewers,
      ...first,
      updatedAt,
    });
    await this.addVersion(id, 1, compiled);
    await this.addRevision(id, first, record, saved);
  }

  async change(
    { row, version: present }: StoredStimulus,
    record: StimulusFile,
    compiled: CompiledStimulus,
    saved: SavedBy,
  ): Promise<void> {
    const isNewContent = present.contentHash !== compiled.contentHash;
    const next = { version: row.version + (isNewContent ? 1 : 0), revision: row.revision + 1 };
    if (isNewContent) await this.addVersion(row.id, next.version, compiled);
    const { organisation, industry, status } = compiled;
    const reviewers = [...record.reviewers];
    const updatedAt = await this.transaction.now();
    await this.transaction.manager.update(
      StimulusRow,
      { id: row.id },
      {
        organisation,
        industry,
        search: stimulusSearchOf(compiled, compiled.content),
        status,
        reviewers,
        ...next,
        updatedAt,
      },
    );
    await this.addRevision(row.id, next, record, saved);
    if (isNewContent) await this.itemSearch.follow(row.id, compiled.content);
  }

  /** Keeps what the authors wrote where it changed without changing what becomes of it. */
  async keepText({ row }: StoredStimulus, record: StimulusFile, saved: SavedBy): Promise<void> {
    const { manager } = this.transaction;
    const { id: stimulusId, revision, version } = row;
    const kept = await manager.findOneBy(StimulusRevisionRow, { stimulusId, revision });
    if (kept !== null && canonicalJson(kept.record) === canonicalJson(stimulusTextOf(record))) return;
    const reviewers = [...record.reviewers];
    await manager.update(StimulusRow, { id: stimulusId }, { revision: revision + 1, reviewers });
    await this.addRevision(stimulusId, { version, revision: revision + 1 }, record, saved);
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

  private async addRevision(
    stimulusId: string,
    { version, revision }: Pick<StimulusRow, 'version' | 'revision'>,
    record: StimulusFile,
    { accountId, note }: SavedBy,
  ): Promise<void> {
    await this.transaction.manager.insert(StimulusRevisionRow, {
      stimulusId,
      revision,
      version,
      record: stimulusTextOf(record),
      note,
      savedBy: accountId,
      savedAt: await this.transaction.now(),
    });
  }
}

/** What tells two states of a stimulus apart. */
export function stimulusHash(
  stimulus: { organisation: string; industry: string; status: string },
  contentHash: string,
): string {
  const { organisation, industry, status } = stimulus;
  return digestOf([organisation, industry, status, contentHash]);
}
