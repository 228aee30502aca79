import { Injectable } from '@nestjs/common';
import type {
  AuthoredItem,
  BankItem,
  BankItems,
  ItemFacets,
  ItemFacetsQuery,
  ItemIds,
  ItemIdsQuery,
  ItemsQuery,
} from '@attest/contracts';
import { presentPlain } from '@attest/exam-engine';
import { revealKey } from '@attest/scoring';
import { Problem } from '../../platform/http/problem.ts';
import { CertificationsRepository } from './certifications.repository.ts';
import type { BlueprintDomain } from './item-bank.entity.ts';
import { ItemsRepository, type FoundItem, type ListedItem } from './items.repository.ts';

/** The bank as instructors read it. */
@Injectable()
export class ItemsService {
  constructor(
    private readonly items: ItemsRepository,
    private readonly certifications: CertificationsRepository,
  ) {}

  async list(query: ItemsQuery): Promise<BankItems> {
    if (query.after !== undefined && query.before !== undefined) {
      throw new Problem('request-malformed', { detail: 'Give “after” or “before”, not both.' });
    }
    const [{ rows, ...page }, domains] = await Promise.all([this.items.page(query), this.allDomains()]);
    return {
      ...page,
      items: rows.map((row) => toBankItem(row, domains.get(row.domain)?.name ?? row.domain)),
    };
  }

  async facets(query: ItemFacetsQuery): Promise<ItemFacets> {
    const [facets, domains, sources] = await Promise.all([
      this.items.facets(query),
      this.allDomains(),
      this.certifications.sourceNames(),
    ]);
    const objectives = [...domains.values()].flatMap((domain) => domain.objectives);
    const texts = new Map(objectives.map(({ id, text }) => [id, text]));
    const numbered = (facet: Facet, textOf: (id: string) => string | undefined) =>
      facet.map((entry) => ({
        ...entry,
        label: [entry.value, textOf(entry.value)].filter(Boolean).join(' '),
      }));
    return {
      ...facets,
      domain: numbered(facets.domain, (id) => domains.get(id)?.name),
      objective: numbered(facets.objective, (id) => texts.get(id)),
      framework: facets.framework.map((entry) => ({
        ...entry,
        label: sources.get(entry.value) ?? entry.value,
      })),
    };
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
    return (row) => toBankItem(listedOf(row), domains.get(row.domain)?.name ?? row.domain);
  }

  ids(query: ItemIdsQuery): Promise<ItemIds> {
    return this.items.ids(query);
  }

  async read(bankId: string): Promise<AuthoredItem> {
    const found = await this.items.findWhole(bankId);
    if (found === null) throw new Problem('not-found', { detail: `The bank has no item “${bankId}”.` });
    // One after the other: within a transaction there is one connection.
    const domains = await this.allDomains();
    const misconceptions = await this.certifications.misconceptions();
    const sources = await this.certifications.sourceNames();
    const { row, content, key, stimulus } = found;
    const { metadata } = row;
    const domain = domains.get(row.domain);
    return {
      ...toBankItem(listedOf(row), domain?.name ?? row.domain),
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
      isPretest: metadata.isPretest,
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

type Facet = ItemFacets['domain'];

export function toBankItem(row: ListedItem, domainName: string): BankItem {
  return { ...row, domainName, updatedAt: row.updatedAt.toISOString() };
}

function listedOf({ bankId, metadata, ...row }: FoundItem['row']): ListedItem {
  const { stimulusId, author, tags } = metadata;
  return { ...row, id: bankId, stimulusId, author, tags: [...tags] };
}
