import { Injectable } from '@nestjs/common';
import type { StimulusFile, Surroundings } from '@attest/item-bank';
import { In } from 'typeorm';
import { Transaction } from '../../../platform/database/transaction.ts';
import { BankErrorRow, BankSourceRow, CertificationRow, ItemRow } from '../item-bank.entity.ts';
import { StimulusStore } from '../stimulus-store.ts';

/** What the database holds around an item: the registers, its blueprint, its stimulus, its enemies. */
@Injectable()
export class ItemSurroundings {
  constructor(
    private readonly transaction: Transaction,
    private readonly stimuli: StimulusStore,
  ) {}

  async of({
    stimulus,
    enemies,
  }: {
    readonly stimulus?: string | null | undefined;
    readonly enemies: readonly string[];
  }): Promise<Surroundings> {
    const { manager } = this.transaction;
    const sources = await manager.find(BankSourceRow);
    const errors = await manager.find(BankErrorRow);
    const certifications = await manager.find(CertificationRow);
    const known = enemies.length === 0 ? [] : await manager.findBy(ItemRow, { bankId: In([...enemies]) });
    return {
      sources: sources.map(({ record }) => record),
      errors: errors.map(({ record }) => record),
      blueprints: certifications.map(({ code, name, owner, domains }) => ({
        certification: code,
        name,
        owner,
        domains: domains.map((domain) => ({ ...domain, objectives: [...domain.objectives] })),
      })),
      stimulus: await this.stimulusOf(stimulus),
      knownEnemies: new Set(known.map(({ bankId }) => bankId)),
    };
  }

  /** Until the transaction has ended nobody takes out of its scenario what an item is about to name. */
  async holdStimulus(bankId: string | null | undefined): Promise<void> {
    await this.transaction.rows('SELECT 1 FROM stimuli WHERE bank_id = $1 FOR SHARE', [bankId ?? null]);
  }

  private async stimulusOf(bankId: string | null | undefined): Promise<StimulusFile | null> {
    if (bankId === null || bankId === undefined || bankId === '') return null;
    const stored = await this.stimuli.find(bankId);
    return stored === null || stored.row.revision === 0 ? null : this.stimuli.recordOf(bankId);
  }
}
