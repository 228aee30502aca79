import { Injectable } from '@nestjs/common';
import type { ItemFile, StimulusFile } from '@attest/item-bank';
import { Transaction } from '../../../platform/database/transaction.ts';
import type { StoredStimulus } from '../stimulus-store.ts';
import { StimulusStore } from '../stimulus-store.ts';
import type { ImportRowEntity } from './bank-import.entity.ts';

export type ItemRowOf = ImportRowEntity & { kind: 'item'; record: ItemFile };
export type StimulusRowOf = ImportRowEntity & { kind: 'stimulus'; record: StimulusFile };

export const isItem = (row: ImportRowEntity): row is ItemRowOf => row.kind === 'item' && row.record !== null;
export const isStimulus = (row: ImportRowEntity): row is StimulusRowOf =>
  row.kind === 'stimulus' && row.record !== null;

interface Reason {
  readonly id: string;
  readonly reason: string;
}

/** The records of the bank that an import is about, locked in one order so that no two wait for each other. */
@Injectable()
export class ImportRecords {
  constructor(
    private readonly transaction: Transaction,
    private readonly stimuli: StimulusStore,
  ) {}

  stimulus(bankId: string): Promise<StoredStimulus | null> {
    return this.stimuli.find(bankId);
  }

  /** Those that are not as the check saw them. From here on nobody else changes any of them. */
  async changedMeanwhile(rows: readonly ImportRowEntity[]): Promise<Reason[]> {
    const revisions = new Map([
      ...(await this.lock('items', rows.filter(isItem))),
      ...(await this.lock('stimuli', rows.filter(isStimulus))),
    ]);
    return rows.flatMap(({ recordId, seenRevision }) => {
      if (recordId === null) return [];
      const revision = revisions.get(recordId) ?? null;
      if (revision === seenRevision) return [];
      return [{ id: recordId, reason: 'somebody saved a newer version of it since the check' }];
    });
  }

  /** @returns revision of each that there is */
  async lock(
    table: 'items' | 'stimuli',
    rows: readonly { readonly recordId: string | null }[],
  ): Promise<Map<string, number>> {
    const found = await this.transaction.rows<{ bankId: string; revision: number }>(
      `SELECT bank_id AS "bankId", revision FROM ${table} WHERE bank_id = ANY($1) ORDER BY bank_id FOR UPDATE`,
      [rows.flatMap(({ recordId }) => recordId ?? [])],
    );
    return new Map(found.map(({ bankId, revision }) => [bankId, revision]));
  }
}
