import { Injectable } from '@nestjs/common';
import type { BankItems, CandidateStimulus, ItemsQuery } from '@attest/contracts';
import type { ItemContent, ItemKey } from '@attest/item-bank';
import type { SelectQueryBuilder } from 'typeorm';
import { Transaction } from '../../platform/database/transaction.ts';
import { readCursor, writeCursor } from '../../platform/http/cursor.ts';
import { ItemKeyRow, ItemRow, ItemVersionRow, StimulusRow, StimulusVersionRow } from './item-bank.entity.ts';

export interface FoundItem {
  readonly row: ItemRow;
  readonly content: ItemContent;
  readonly key: ItemKey;
  readonly stimulus: CandidateStimulus | null;
}

type Facets = BankItems['facets'];
type FacetName = keyof Facets;

/** As text of one form, so that a cursor compares as the list is sorted, on every machine alike. */
const sortTexts = {
  id: 'item.bank_id COLLATE "C"',
  domain: 'item.domain COLLATE "C"',
  type: 'item.type COLLATE "C"',
  status: 'item.status COLLATE "C"',
  updated: `to_char(item.updated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US') COLLATE "C"`,
} as const satisfies Record<ItemsQuery['sort'], string>;

const facetColumns = {
  certification: 'unnest(item.certifications)',
  domain: 'item.domain',
  type: 'item.type',
  level: 'item.cognitive_level',
  status: 'item.status',
} as const satisfies Record<FacetName, string>;

@Injectable()
export class ItemsRepository {
  constructor(private readonly transaction: Transaction) {}

  async page(query: ItemsQuery): Promise<{ rows: ItemRow[]; next: string | null; total: number }> {
    const filtered = this.filtered(query, null);
    const total = await filtered.getCount();
    const sortText = sortTexts[query.sort];
    const isAscending = query.direction === 'ascending';
    const after = readCursor(query.after);
    if (after !== null) {
      const [sortValue = '', id = ''] = after;
      filtered.andWhere(`(${sortText}, ${sortTexts.id}) ${isAscending ? '>' : '<'} (:sortValue, :id)`, {
        sortValue,
        id,
      });
    }
    const order = isAscending ? 'ASC' : 'DESC';
    const { entities, raw } = await filtered
      .addSelect(sortText, 'sort_value')
      .addSelect(sortTexts.id, 'sort_id')
      .orderBy('sort_value', order)
      .addOrderBy('sort_id', order)
      .limit(query.limit + 1)
      .getRawAndEntities<{ sort_value: string }>();
    const rows = entities.slice(0, query.limit);
    const last = rows.at(-1);
    const hasMore = entities.length > query.limit && last !== undefined;
    return {
      rows,
      total,
      next: hasMore ? writeCursor([raw[rows.length - 1]?.sort_value ?? '', last.bankId]) : null,
    };
  }

  /** Counts a value of each facet would leave, given the other facets and the search. */
  async facets(query: ItemsQuery): Promise<Facets> {
    const [certification, domain, type, level, status] = await Promise.all([
      this.facet(query, 'certification'),
      this.facet(query, 'domain'),
      this.facet(query, 'type'),
      this.facet(query, 'level'),
      this.facet(query, 'status'),
    ]);
    return { certification, domain, type, level, status };
  }

  private async facet(query: ItemsQuery, name: FacetName): Promise<Facets[FacetName]> {
    const filtered = this.filtered(query, name);
    const rows = await filtered
      .select(facetColumns[name], 'value')
      .addSelect('count(*)::int', 'count')
      .groupBy('1')
      .orderBy('1')
      .limit(100)
      .getRawMany<{ value: string; count: number }>();
    return rows.map(({ value, count }) => ({ value, label: value, count }));
  }

  private filtered(query: ItemsQuery, leftOut: FacetName | null): SelectQueryBuilder<ItemRow> {
    const builder = this.transaction.manager.createQueryBuilder(ItemRow, 'item').where('true');
    if (query.search !== undefined && query.search !== '') {
      for (const [at, word] of query.search.split(/\s+/).slice(0, 10).entries()) {
        builder.andWhere(`item.search_text ILIKE :word${String(at)}`, {
          [`word${String(at)}`]: `%${escaped(word)}%`,
        });
      }
    }
    const chosen = { domain: query.domain, type: query.type, level: query.level, status: query.status };
    for (const name of ['domain', 'type', 'level', 'status'] as const) {
      const values = chosen[name];
      if (values !== undefined && name !== leftOut) {
        builder.andWhere(`${facetColumns[name]} = ANY(:${name})`, { [name]: values });
      }
    }
    if (query.certification !== undefined && leftOut !== 'certification') {
      builder.andWhere('item.certifications && :certification', { certification: query.certification });
    }
    return builder;
  }

  async findWhole(bankId: string): Promise<FoundItem | null> {
    const { manager } = this.transaction;
    const row = await manager.findOneBy(ItemRow, { bankId });
    if (row === null) return null;
    const version = await manager.findOneByOrFail(ItemVersionRow, { itemId: row.id, version: row.version });
    const key = await manager.findOneByOrFail(ItemKeyRow, {
      itemVersionId: version.id,
      keyRevision: row.keyRevision,
    });
    return { row, content: version.content, key: key.key, stimulus: await this.stimulusOf(row) };
  }

  private async stimulusOf({ stimulusId }: ItemRow): Promise<CandidateStimulus | null> {
    if (stimulusId === null) return null;
    const { manager } = this.transaction;
    const { version } = await manager.findOneByOrFail(StimulusRow, { id: stimulusId });
    const found = await manager.findOneByOrFail(StimulusVersionRow, { stimulusId, version });
    return found.content;
  }
}

function escaped(word: string): string {
  return word.replace(/[\\%_]/g, (special) => `\\${special}`);
}
