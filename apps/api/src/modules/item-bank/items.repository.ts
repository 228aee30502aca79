import { Injectable } from '@nestjs/common';
import {
  mostSelectedItems,
  type BankItem,
  type CandidateStimulus,
  type ItemFacets,
  type ItemFacetsQuery,
  type ItemIds,
  type ItemIdsQuery,
  type ItemsQuery,
} from '@attest/contracts';
import type { ItemContent, ItemKey } from '@attest/item-bank';
import { Transaction } from '../../platform/database/transaction.ts';
import { ItemKeyRow, ItemRow, ItemVersionRow, StimulusRow, StimulusVersionRow } from './item-bank.entity.ts';
import { facetCountsSql, facetsFrom, type FacetRow } from './items-facets.ts';
import { filterOf } from './items-filter.ts';
import { cursorTo, placeOf, type Place } from './items-order.ts';
import { countSql, idsSql, pageSql } from './items-sql.ts';

export interface FoundItem {
  readonly row: ItemRow;
  readonly content: ItemContent;
  readonly key: ItemKey;
  readonly stimulus: CandidateStimulus | null;
}

/** What a list shows of an item, but for the names of domains. */
export type ListedItem = Omit<BankItem, 'domainName' | 'updatedAt'> & { readonly updatedAt: Date };

interface PageRow extends ListedItem {
  readonly sortValue: string;
}

export interface ItemsPage {
  readonly rows: readonly ListedItem[];
  readonly next: string | null;
  readonly previous: string | null;
  readonly total: number;
  readonly position: number;
}

@Injectable()
export class ItemsRepository {
  constructor(private readonly transaction: Transaction) {}

  async page(query: ItemsQuery): Promise<ItemsPage> {
    const [after, before] = [placeOf(query.after, query), placeOf(query.before, query)];
    const [found, { total, upTo }] = await Promise.all([
      this.rowsFrom(query, after ?? before, after === null && before !== null),
      this.count(query, after ?? before),
    ]);
    const hasMore = found.length > query.limit;
    const rows = found.slice(0, query.limit);
    if (after === null && before !== null) {
      rows.reverse();
      // What the cursor names is the first of the page after this one.
      const position = Math.max(0, upTo - 1 - rows.length);
      return { ...this.ends(rows, { hasNext: true, hasPrevious: hasMore }), total, position };
    }
    return { ...this.ends(rows, { hasNext: hasMore, hasPrevious: after !== null }), total, position: upTo };
  }

  private ends(
    rows: readonly PageRow[],
    { hasNext, hasPrevious }: { hasNext: boolean; hasPrevious: boolean },
  ) {
    const [first, last] = [rows[0], rows.at(-1)];
    return {
      rows,
      next: hasNext && last !== undefined ? cursorTo(last) : null,
      previous: hasPrevious && first !== undefined ? cursorTo(first) : null,
    };
  }

  private async rowsFrom(query: ItemsQuery, from: Place | null, isBackwards: boolean): Promise<PageRow[]> {
    const { sql, parameters } = pageSql(query, from, isBackwards);
    return this.transaction.rows<PageRow>(sql, parameters);
  }

  private async count(query: ItemsQuery, place: Place | null): Promise<{ total: number; upTo: number }> {
    const { sql, parameters } = countSql(query, place);
    const [row] = await this.transaction.rows<{ total: number; upTo: number }>(sql, parameters);
    return row ?? { total: 0, upTo: 0 };
  }

  async facets(query: ItemFacetsQuery): Promise<ItemFacets> {
    const filter = filterOf(query);
    return facetsFrom(
      await this.transaction.rows<FacetRow>(facetCountsSql(filter), filter.parameters),
      query,
    );
  }

  /** The first items of a list, as many as may be selected at a time. */
  async ids(query: ItemIdsQuery): Promise<ItemIds> {
    const { sql, parameters } = idsSql(query, mostSelectedItems);
    const rows = await this.transaction.rows<{ id: string; total: number }>(sql, parameters);
    return { ids: rows.map(({ id }) => id), total: rows[0]?.total ?? 0 };
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
