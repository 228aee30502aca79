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
import { conditionOf, filterOf } from './items-filter.ts';
import { cursorTo, orderOf, placeOf, type Place } from './items-order.ts';

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

/** Read for the items of the page alone: a row is wide. */
const listed = `item.bank_id AS id, item.first_words AS "firstWords", item.type, item.certifications, item.domain,
  item.objective, item.cognitive_level AS "cognitiveLevel", item.status, item.metadata ->> 'stimulusId' AS "stimulusId",
  item.expected_difficulty AS "expectedDifficulty", item.metadata ->> 'author' AS author, item.metadata -> 'tags' AS tags,
  item.version, item.key_revision AS "keyRevision", item.updated_at AS "updatedAt"`;

@Injectable()
export class ItemsRepository {
  constructor(private readonly transaction: Transaction) {}

  async page(query: ItemsQuery): Promise<ItemsPage> {
    const [after, before] = [placeOf(query.after), placeOf(query.before)];
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

  private rowsFrom(query: ItemsQuery, from: Place | null, isBackwards: boolean): Promise<PageRow[]> {
    const { sortText, idText, forth, back } = orderOf(query);
    const { comparison, direction } = isBackwards ? back : forth;
    const filter = filterOf(query);
    const { parameters } = filter;
    const given = (value: unknown) => `$${String(parameters.push(value))}`;
    const beyond =
      from === null
        ? ''
        : `AND (${sortText}, ${idText}) ${comparison} (${given(from.sortValue)}, ${given(from.id)})`;
    return this.transaction.rows<PageRow>(
      `SELECT ${listed}, place.sort_value AS "sortValue"
       FROM (
         SELECT item.id, ${sortText} AS sort_value FROM items item WHERE ${conditionOf(filter)} ${beyond}
         ORDER BY ${sortText} ${direction}, ${idText} ${direction} LIMIT ${given(query.limit + 1)}
       ) AS place JOIN items item USING (id)
       ORDER BY place.sort_value ${direction}, ${idText} ${direction}`,
      parameters,
    );
  }

  /** How many there are, and how many of them stand before a place or at it. */
  private async count(query: ItemsQuery, place: Place | null): Promise<{ total: number; upTo: number }> {
    const { sortText, idText, back } = orderOf(query);
    const filter = filterOf(query);
    const { parameters } = filter;
    const given = (value: unknown) => `$${String(parameters.push(value))}`;
    const upTo =
      place === null
        ? '0'
        : `count(*) FILTER (WHERE (${sortText}, ${idText}) ${back.comparison}= (${given(place.sortValue)}, ${given(place.id)}))`;
    const [row] = await this.transaction.rows<{ total: number; upTo: number }>(
      `SELECT count(*)::int AS total, (${upTo})::int AS "upTo" FROM items item WHERE ${conditionOf(filter)}`,
      parameters,
    );
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
    const { sortText, idText, forth } = orderOf(query);
    const filter = filterOf(query);
    const rows = await this.transaction.rows<{ id: string; total: number }>(
      `SELECT item.bank_id AS id, (count(*) OVER ())::int AS total FROM items item WHERE ${conditionOf(filter)}
       ORDER BY ${sortText} ${forth.direction}, ${idText} ${forth.direction} LIMIT ${String(mostSelectedItems)}`,
      filter.parameters,
    );
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
