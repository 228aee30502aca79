import { Injectable } from '@nestjs/common';
import type { Bank, CertificationBank } from '@attest/item-bank';
import { Transaction } from '../../../platform/database/transaction.ts';
import { BankErrorRow, BankSourceRow, CertificationRow, type BlueprintDomain } from '../item-bank.entity.ts';
import type { ImportRun } from './file-ledger.ts';
import { ItemImport } from './item-import.ts';
import { StimulusImport } from './stimulus-import.ts';

/** Brings the content of bank files into the database. Call each method within a transaction. */
@Injectable()
export class BankImport {
  constructor(
    private readonly transaction: Transaction,
    private readonly items: ItemImport,
    private readonly stimuli: StimulusImport,
  ) {}

  /** Registers that all certifications share. */
  async takeRegisters({ sources, errors }: Bank): Promise<void> {
    const { manager } = this.transaction;
    if (sources.length > 0) {
      await manager.upsert(
        BankSourceRow,
        sources.map((record) => ({ id: record.id, name: record.name, record })),
        ['id'],
      );
    }
    if (errors.length > 0) {
      await manager.upsert(
        BankErrorRow,
        errors.map((record) => ({
          id: record.id,
          name: record.name,
          misconception: record.misconception,
          record,
        })),
        ['id'],
      );
    }
  }

  async takeCertification(bank: CertificationBank, run: ImportRun): Promise<void> {
    if (bank.blueprint !== null) {
      const { certification, name, owner, domains, mix = null } = bank.blueprint.record;
      await this.transaction.manager.upsert(
        CertificationRow,
        { code: certification, name, owner, domains: domains satisfies readonly BlueprintDomain[], mix },
        ['code'],
      );
    }
    for (const stimulus of bank.stimuli) await this.stimuli.take(stimulus, run);
    const stimuli = new Map(bank.stimuli.map((stimulus) => [stimulus.record.id, stimulus]));
    for (const item of bank.items) {
      const stimulusId = item.record.stimulus;
      const stimulus = stimulusId === undefined ? null : (stimuli.get(stimulusId) ?? null);
      await this.items.take(item, stimulus, run);
    }
  }
}
