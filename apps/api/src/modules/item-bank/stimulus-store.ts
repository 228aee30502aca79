import { Injectable } from '@nestjs/common';
import type { CertificationCode } from '@attest/contracts';
import {
  canonicalJson,
  compileStimulus,
  digestOf,
  itemFileOf,
  stimulusFileOf,
  stimulusTextOf,
  type CompiledStimulus,
  type ItemFile,
  type ItemText,
  type ReviewState,
  type StimulusFile,
  type StimulusText,
} from '@attest/item-bank';
import { Transaction } from '../../platform/database/transaction.ts';
import { Problem } from '../../platform/http/problem.ts';
import { newId } from '../../platform/ids/new-id.ts';
import { StimulusRevisionRow, StimulusRow, StimulusVersionRow } from './item-bank.entity.ts';
import { ItemSearch } from './item-search.ts';
import { stimulusSearchOf } from './item-text.ts';
import { nextIdIn } from './next-id.ts';
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
    return row && this.whole(row);
  }

  /** For a change: nobody else changes it until the transaction has ended. */
  async findForChange(bankId: string): Promise<StoredStimulus | null> {
    const row = await this.transaction.manager.findOne(StimulusRow, {
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
  async findSeen(bankId: string, revision: number): Promise<StoredStimulus> {
    const stored = await this.findForChange(bankId);
    if (stored === null) throw missingStimulus(bankId);
    if (stored.row.revision !== revision) throw changedStimulus(stored.row.revision, revision);
    return stored;
  }

  private async whole(row: StimulusRow): Promise<StoredStimulus> {
    const { id: stimulusId, version } = row;
    const { manager } = this.transaction;
    return { row, version: await manager.findOneByOrFail(StimulusVersionRow, { stimulusId, version }) };
  }

  /** What its authors wrote last. @throws Problem `not-found` where only what became of it is known */
  async textOf({ id: stimulusId, revision, bankId }: StimulusRow): Promise<StimulusText> {
    const kept = await this.transaction.manager.findOneBy(StimulusRevisionRow, { stimulusId, revision });
    if (kept !== null) return kept.record;
    const detail = `The text of “${bankId}” is in its file only: import the file once more.`;
    throw new Problem('not-found', { detail });
  }

  /** Items that use these scenarios, as their authors wrote them; without those whose text is in their file only. */
  async usersOf(bankIds: readonly string[]): Promise<ItemFile[]> {
    const rows = await this.transaction.rows<{ text: ItemText } & ReviewState>(
      `SELECT r.record AS text, i.status, i.metadata -> 'reviewers' AS reviewers
       FROM items i JOIN stimuli s ON s.id = i.stimulus_id
       JOIN item_revisions r ON r.item_id = i.id AND r.revision = i.revision
       WHERE s.bank_id = ANY($1) ORDER BY i.bank_id`,
      [bankIds],
    );
    return rows.map(({ text, ...state }) => itemFileOf(text, state));
  }

  /** Another status for the same text. */
  async restate({ id }: StimulusRow, { status, reviewers }: ReviewState): Promise<void> {
    const updatedAt = await this.transaction.now();
    const state = { status, reviewers: [...reviewers], updatedAt };
    await this.transaction.manager.update(StimulusRow, { id }, state);
  }

  /** The id of the next scenario of a certification. */
  nextId(certification: CertificationCode): Promise<string> {
    const stem = `${certification.toLowerCase()}-s-`;
    return nextIdIn(this.transaction, 'stimulus', certification, stem, 3);
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

export function missingStimulus(bankId: string): Problem {
  return new Problem('not-found', { detail: `The bank has no scenario “${bankId}”.` });
}

export function changedStimulus(revision: number | null, seen: number | null): Problem {
  const detail = `The scenario is at revision ${String(revision)} now, not ${String(seen)}: look at what changed first.`;
  return new Problem('item-changed-meanwhile', { detail });
}

/** What tells two states of a stimulus apart. */
export function stimulusHash(
  stimulus: { organisation: string; industry: string; status: string },
  contentHash: string,
): string {
  const { organisation, industry, status } = stimulus;
  return digestOf([organisation, industry, status, contentHash]);
}
