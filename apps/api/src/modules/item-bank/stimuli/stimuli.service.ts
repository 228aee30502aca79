import { Injectable } from '@nestjs/common';
import type { BankStimuli, BankStimulus, StimuliQuery, StimulusWithItems } from '@attest/contracts';
import { Problem } from '../../../platform/http/problem.ts';
import { CertificationsRepository } from '../certifications.repository.ts';
import { toBankItem } from '../items.service.ts';
import { missingStimulus } from '../stimulus-store.ts';
import { StimuliRepository, type ListedStimulus } from './stimuli.repository.ts';

/** Scenarios as instructors read them. */
@Injectable()
export class StimuliService {
  constructor(
    private readonly stimuli: StimuliRepository,
    private readonly certifications: CertificationsRepository,
  ) {}

  async list(query: StimuliQuery): Promise<BankStimuli> {
    if (query.after !== undefined && query.before !== undefined) {
      throw new Problem('request-malformed', { detail: 'Give “after” or “before”, not both.' });
    }
    const [{ rows, ...page }, facets] = await Promise.all([
      this.stimuli.page(query),
      this.stimuli.facets(query),
    ]);
    return { ...page, facets, stimuli: rows.map(toBankStimulus) };
  }

  /** @throws Problem `not-found` */
  async listed(bankId: string): Promise<BankStimulus> {
    const row = await this.stimuli.listed(bankId);
    if (row === null) throw missingStimulus(bankId);
    return toBankStimulus(row);
  }

  async read(bankId: string): Promise<StimulusWithItems> {
    const [found, domains] = await Promise.all([this.stimuli.find(bankId), this.certifications.domains()]);
    if (found === null) throw missingStimulus(bankId);
    const nameOf = (id: string) => domains.find((domain) => domain.id === id)?.name ?? id;
    return {
      ...toBankStimulus(found.row),
      stimulus: found.content,
      items: found.items.map((item) => toBankItem(item, nameOf(item.domain))),
    };
  }
}

function toBankStimulus(row: ListedStimulus): BankStimulus {
  return { ...row, updatedAt: row.updatedAt.toISOString() };
}
