import { Injectable } from '@nestjs/common';
import type { AuthoredItem, BankItem, BankItems, ItemsQuery } from '@attest/contracts';
import { presentPlain } from '@attest/exam-engine';
import { revealKey } from '@attest/scoring';
import { Problem } from '../../platform/http/problem.ts';
import { CertificationsRepository } from './certifications.repository.ts';
import type { BlueprintDomain } from './item-bank.entity.ts';
import { ItemsRepository, type FoundItem } from './items.repository.ts';

/** The bank as instructors read it. */
@Injectable()
export class ItemsService {
  constructor(
    private readonly items: ItemsRepository,
    private readonly certifications: CertificationsRepository,
  ) {}

  async list(query: ItemsQuery): Promise<BankItems> {
    const [page, facets, domains] = await Promise.all([
      this.items.page(query),
      this.items.facets(query),
      this.allDomains(),
    ]);
    const nameOf = (id: string) => domains.get(id)?.name ?? id;
    return {
      items: page.rows.map((row) => toBankItem(row, nameOf(row.domain))),
      next: page.next,
      total: page.total,
      facets: {
        ...facets,
        domain: facets.domain.map((entry) => ({ ...entry, label: `${entry.value} ${nameOf(entry.value)}` })),
      },
    };
  }

  /** Id of a named error to what candidates are told about it. */
  async misconceptions(): Promise<Readonly<Record<string, string>>> {
    return Object.fromEntries(await this.certifications.misconceptions());
  }

  /** One item as lists show it. */
  async listed(bankId: string): Promise<BankItem> {
    const found = await this.items.findWhole(bankId);
    if (found === null) throw new Problem('not-found', { detail: `The bank has no item “${bankId}”.` });
    return (await this.lister())(found.row);
  }

  /** How lists show items. */
  async lister(): Promise<(row: FoundItem['row']) => BankItem> {
    const domains = await this.allDomains();
    return (row) => toBankItem(row, domains.get(row.domain)?.name ?? row.domain);
  }

  async read(bankId: string): Promise<AuthoredItem> {
    const found = await this.items.findWhole(bankId);
    if (found === null) throw new Problem('not-found', { detail: `The bank has no item “${bankId}”.` });
    const [domains, misconceptions, sources] = await Promise.all([
      this.allDomains(),
      this.certifications.misconceptions(),
      this.certifications.sourceNames(),
    ]);
    const { row, content, key, stimulus } = found;
    const { metadata } = row;
    const domain = domains.get(row.domain);
    return {
      ...toBankItem(row, domain?.name ?? row.domain),
      item: presentPlain(content, { itemId: row.bankId, number: 1, stimulusId: metadata.stimulusId }),
      stimulus,
      keys: revealKey(content, key, Object.fromEntries(misconceptions)),
      objectiveText: domain?.objectives.find(({ id }) => id === metadata.objective)?.text ?? '',
      factsUsed: [...metadata.factsUsed],
      flipFact: metadata.flipFact,
      references: metadata.references.map((reference) => ({
        ...reference,
        name: sources.get(reference.source) ?? reference.source,
      })),
      enemies: [...metadata.enemies],
      incidents: [...metadata.incidents],
      tags: [...metadata.tags],
      isPretest: metadata.isPretest,
      author: metadata.author,
      reviewers: [...metadata.reviewers],
      created: metadata.created,
      reviewDue: metadata.reviewDue,
      validUntil: metadata.validUntil,
    };
  }

  private async allDomains(): Promise<ReadonlyMap<string, BlueprintDomain>> {
    const domains = await this.certifications.domains();
    return new Map(domains.map((domain) => [domain.id, domain]));
  }
}

function toBankItem(row: FoundItem['row'], domainName: string): BankItem {
  return {
    id: row.bankId,
    firstWords: row.firstWords,
    type: row.type,
    certifications: [...row.certifications],
    domain: row.domain,
    domainName,
    objective: row.objective,
    cognitiveLevel: row.cognitiveLevel,
    status: row.status,
    stimulusId: row.metadata.stimulusId,
    expectedDifficulty: row.expectedDifficulty,
    version: row.version,
    keyRevision: row.keyRevision,
    updatedAt: row.updatedAt.toISOString(),
  };
}
