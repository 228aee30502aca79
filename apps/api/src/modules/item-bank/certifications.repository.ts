import { Injectable } from '@nestjs/common';
import type { BankRegisters, Certification, CertificationCode } from '@attest/contracts';
import { Transaction } from '../../platform/database/transaction.ts';
import { BankErrorRow, BankSourceRow, CertificationRow, type BlueprintDomain } from './item-bank.entity.ts';

/** As many of each are offered for choice. */
const mostRegistered = 500;

/** The frame around the items: certifications with their domains, cited sources, named errors. */
@Injectable()
export class CertificationsRepository {
  constructor(private readonly transaction: Transaction) {}

  async list(): Promise<Certification[]> {
    const rows = await this.transaction.manager.find(CertificationRow, { order: { code: 'ASC' }, take: 100 });
    return rows.map(({ code, name, owner, domains }) => ({
      code,
      name,
      owner,
      domains: domains.map(({ id, name: domainName, weight }) => ({
        id,
        name: domainName,
        weightPercent: weight,
      })),
    }));
  }

  async domainsOf(code: CertificationCode): Promise<readonly BlueprintDomain[]> {
    const row = await this.transaction.manager.findOneBy(CertificationRow, { code });
    return row?.domains ?? [];
  }

  /** Domains of all certifications. */
  async domains(): Promise<readonly BlueprintDomain[]> {
    const rows = await this.transaction.manager.find(CertificationRow, { order: { code: 'ASC' } });
    return rows.flatMap(({ domains }) => domains);
  }

  async ownerOf(code: CertificationCode): Promise<{ credential: string; organisation: string }> {
    const row = await this.transaction.manager.findOneByOrFail(CertificationRow, { code });
    return row.owner;
  }

  /** All that authors choose from. */
  async registers(): Promise<BankRegisters> {
    const { manager } = this.transaction;
    const byId = { order: { id: 'ASC' } } as const;
    const certifications = await manager.find(CertificationRow, { order: { code: 'ASC' } });
    const sources = await manager.find(BankSourceRow, { ...byId, take: mostRegistered });
    const errors = await manager.find(BankErrorRow, { ...byId, take: mostRegistered });
    return {
      certifications: certifications.map(({ code, domains }) => ({
        code,
        domains: domains.map(({ id, name, objectives }) => ({ id, name, objectives: [...objectives] })),
      })),
      sources: sources.map(({ id, name, record: { versions, locators = {} } }) => ({
        id,
        name,
        versions,
        locators: Object.entries(locators).map(([locator, means]) => ({ id: locator, name: means })),
      })),
      errors: errors.map(({ id, name, record }) => ({ id, name, description: record.description })),
    };
  }

  /** Id of a named error to its misconception. */
  async misconceptions(): Promise<ReadonlyMap<string, string>> {
    const rows = await this.transaction.manager.find(BankErrorRow);
    return new Map(rows.map(({ id, misconception }) => [id, misconception]));
  }

  /** Id of a source to its name. */
  async sourceNames(): Promise<ReadonlyMap<string, string>> {
    const rows = await this.transaction.manager.find(BankSourceRow);
    return new Map(rows.map(({ id, name }) => [id, name]));
  }
}
