import { Injectable } from '@nestjs/common';
import {
  itemFileOf,
  stimulusFileOf,
  writeFile,
  type BankFile,
  type ItemText,
  type ReviewState,
  type StimulusText,
} from '@attest/item-bank';
import { Transaction } from '../../../platform/database/transaction.ts';
import { BankErrorRow, BankSourceRow, CertificationRow } from '../item-bank.entity.ts';

/** A record with its place in the bank; `text` is null where only what became of it is known. */
interface ExportedRow<Text> extends ReviewState {
  readonly bankId: string;
  readonly text: Text | null;
}

/** Records are read so many at a time. */
const batch = 500;

/** Content of the database as bank files. Call each method within the same transaction. */
@Injectable()
export class BankExport {
  constructor(private readonly transaction: Transaction) {}

  async registers(): Promise<BankFile[]> {
    const { manager } = this.transaction;
    const sources = await manager.find(BankSourceRow, { order: { id: 'ASC' } });
    const errors = await manager.find(BankErrorRow, { order: { id: 'ASC' } });
    const certifications = await manager.find(CertificationRow, { order: { code: 'ASC' } });
    return [
      { path: 'sources.yaml', text: writeFile({ sources: sources.map(({ record }) => record) }) },
      { path: 'errors.yaml', text: writeFile({ errors: errors.map(({ record }) => record) }) },
      ...certifications.map(({ code, name, owner, domains, mix }) => ({
        path: `${code.toLowerCase()}/blueprint.yaml`,
        text: writeFile({
          certification: code,
          name,
          owner,
          domains: domains.map((domain) => ({ ...domain, objectives: [...domain.objectives] })),
          ...(mix === null ? {} : { mix }),
        }),
      })),
    ];
  }

  /** @returns ids of stimuli whose text the database does not know */
  stimuli(take: (file: BankFile) => Promise<void>): Promise<string[]> {
    return this.each(
      this.page<StimulusText>(`SELECT s.bank_id AS "bankId", s.status, s.reviewers, r.record AS text
       FROM stimuli s LEFT JOIN stimulus_revisions r ON r.stimulus_id = s.id AND r.revision = s.revision
       WHERE s.bank_id > $1 ORDER BY s.bank_id LIMIT $2`),
      async (text, state) => take(stimulusFile(text, state)),
    );
  }

  /** @returns ids of items whose text the database does not know */
  items(take: (file: BankFile) => Promise<void>): Promise<string[]> {
    return this.each(
      this
        .page<ItemText>(`SELECT i.bank_id AS "bankId", i.status, i.metadata->'reviewers' AS reviewers, r.record AS text
       FROM items i LEFT JOIN item_revisions r ON r.item_id = i.id AND r.revision = i.revision
       WHERE i.bank_id > $1 ORDER BY i.bank_id LIMIT $2`),
      async (text, state) => take(itemFile(text, state)),
    );
  }

  /** Some items, in order of their ids, after the stimuli they stand in. @returns ids of those whose text the database does not know */
  async itemsOf(ids: readonly string[], take: (file: BankFile) => void): Promise<string[]> {
    const rows = await this.transaction.rows<ExportedRow<ItemText>>(
      `SELECT i.bank_id AS "bankId", i.status, i.metadata->'reviewers' AS reviewers, r.record AS text
       FROM items i LEFT JOIN item_revisions r ON r.item_id = i.id AND r.revision = i.revision
       WHERE i.bank_id = ANY($1) ORDER BY i.bank_id`,
      [ids],
    );
    const stimuli = await this.transaction.rows<ExportedRow<StimulusText>>(
      `SELECT s.bank_id AS "bankId", s.status, s.reviewers, r.record AS text
       FROM stimuli s JOIN stimulus_revisions r ON r.stimulus_id = s.id AND r.revision = s.revision
       WHERE EXISTS (SELECT 1 FROM items i WHERE i.stimulus_id = s.id AND i.bank_id = ANY($1)) ORDER BY s.bank_id`,
      [ids],
    );
    for (const { text, ...state } of stimuli) if (text !== null) take(stimulusFile(text, state));
    for (const { text, ...state } of rows) if (text !== null) take(itemFile(text, state));
    return ids.filter((id) => rows.every(({ bankId, text }) => bankId !== id || text === null));
  }

  private page<Text>(query: string): (after: string) => Promise<ExportedRow<Text>[]> {
    return (after) => this.transaction.rows<ExportedRow<Text>>(query, [after, batch]);
  }

  private async each<Text>(
    page: (after: string) => Promise<ExportedRow<Text>[]>,
    write: (text: Text, state: ReviewState) => Promise<void>,
  ): Promise<string[]> {
    const unknown: string[] = [];
    let after = '';
    for (;;) {
      const rows = await page(after);
      for (const { bankId, text, status, reviewers } of rows) {
        if (text === null) unknown.push(bankId);
        else await write(text, { status, reviewers });
      }
      const last = rows.at(-1);
      if (last === undefined || rows.length < batch) return unknown;
      after = last.bankId;
    }
  }
}

function itemFile(text: ItemText, { status, reviewers }: ReviewState): BankFile {
  const path = `${folderOf(text)}/items/${text.domain.toLowerCase()}/${text.id}.yaml`;
  return { path, text: writeFile(itemFileOf(text, { status, reviewers })) };
}

function stimulusFile(text: StimulusText, { status, reviewers }: ReviewState): BankFile {
  const path = `${folderOf(text)}/stimuli/${text.id}.yaml`;
  return { path, text: writeFile(stimulusFileOf(text, { status, reviewers })) };
}

/** The bank that a record of several certifications lies in. */
function folderOf({ id, certifications }: Pick<ItemText, 'id' | 'certifications'>): string {
  const folders = certifications.map((code) => code.toLowerCase());
  const [first = ''] = folders;
  return folders.find((folder) => id.startsWith(`${folder}-`)) ?? first;
}
