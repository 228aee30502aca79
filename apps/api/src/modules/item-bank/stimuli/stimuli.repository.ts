import { Injectable } from '@nestjs/common';
import {
  mostListedItems,
  type BankStimuli,
  type BankStimulus,
  type CandidateStimulus,
  type CertificationCode,
  type ItemStatus,
  type StimuliQuery,
} from '@attest/contracts';
import * as z from 'zod';
import { Transaction } from '../../../platform/database/transaction.ts';
import { foreignCursor, readCursor, writeCursor } from '../../../platform/http/cursor.ts';
import { listedColumns } from '../items-sql.ts';
import type { ListedItem } from '../items.repository.ts';
import { searchQueryOf } from '../search-words.ts';

export type ListedStimulus = Omit<BankStimulus, 'updatedAt'> & { readonly updatedAt: Date };

export interface StimuliPage {
  readonly rows: readonly ListedStimulus[];
  readonly next: string | null;
  readonly previous: string | null;
  readonly total: number;
  readonly position: number;
}

const listed = `s.bank_id AS id, v.content ->> 'title' AS title, s.organisation, s.industry, s.status,
  (SELECT count(*)::int FROM items WHERE items.stimulus_id = s.id) AS "itemCount", s.version,
  s.updated_at AS "updatedAt"`;
const id = 's.bank_id COLLATE "C"';
/** A scenario of several certifications lies in the bank of the one it is named after. */
const certification = `upper(split_part(s.bank_id, '-', 1))`;

/** What a list is ordered by, and which values of a row make its place. */
const orders = {
  id: {
    key: `(${id})`,
    place: '(($4::text[])[1])',
    isFalling: false,
    valuesOf: (row: ListedStimulus) => [row.id],
  },
  updated: {
    key: `(s.updated_at, ${id})`,
    place: '((($4::text[])[2])::timestamptz, ($4::text[])[1])',
    isFalling: true,
    valuesOf: (row: ListedStimulus) => [row.id, row.updatedAt.toISOString()],
  },
} as const;

const found = `($1::text IS NOT NULL AND ($1 = '' OR s.search @@ $1::tsquery))
  AND ($2::text IS NULL OR s.status = $2) AND ($3::text IS NULL OR ${certification} = $3)`;

interface Counted<Value> {
  value: Value;
  count: number;
}

@Injectable()
export class StimuliRepository {
  constructor(private readonly transaction: Transaction) {}

  async page(query: StimuliQuery): Promise<StimuliPage> {
    const { after, before, limit, sort } = query;
    const { key, place, isFalling, valuesOf } = orders[sort];
    const isBackwards = after === undefined && before !== undefined;
    const at = placeOf(after ?? before, sort);
    const parameters = [...filtersOf(query), at];
    const goesUp = isFalling === isBackwards;
    const [rows, [counts]] = await Promise.all([
      this.transaction.rows<ListedStimulus>(
        `SELECT ${listed} FROM stimuli s
         JOIN stimulus_versions v ON v.stimulus_id = s.id AND v.version = s.version
         WHERE ${found} AND ($4::text[] IS NULL OR ${key} ${goesUp ? '>' : '<'} ${place})
         ORDER BY ${key} ${goesUp ? 'ASC' : 'DESC'} LIMIT $5`,
        [...parameters, limit + 1],
      ),
      this.transaction.rows<{ total: number; upTo: number }>(
        `SELECT count(*)::int AS total,
           (count(*) FILTER (WHERE $4::text[] IS NOT NULL AND ${key} ${isFalling ? '>=' : '<='} ${place}))::int AS "upTo"
         FROM stimuli s WHERE ${found}`,
        parameters,
      ),
    ]);
    const hasMore = rows.length > limit;
    const shown = rows.slice(0, limit);
    if (isBackwards) shown.reverse();
    const [hasPrevious, hasNext] = isBackwards ? [hasMore, true] : [after !== undefined, hasMore];
    const { total = 0, upTo = 0 } = counts ?? {};
    const cursorTo = (row: ListedStimulus | undefined) =>
      row === undefined ? null : writeCursor(valuesOf(row));
    return {
      rows: shown,
      previous: hasPrevious ? cursorTo(shown[0]) : null,
      next: hasNext ? cursorTo(shown.at(-1)) : null,
      total,
      // What a cursor backwards names is the first after this page.
      position: isBackwards ? Math.max(0, upTo - 1 - shown.length) : upTo,
    };
  }

  /** Each counted without its own filter. */
  async facets(query: StimuliQuery): Promise<BankStimuli['facets']> {
    const counted = <Value>(value: string, others: StimuliQuery): Promise<Counted<Value>[]> =>
      this.transaction.rows(
        `SELECT ${value} AS value, count(*)::int AS count FROM stimuli s WHERE ${found} GROUP BY 1 ORDER BY 1`,
        filtersOf(others),
      );
    const [status, ofBank] = await Promise.all([
      counted<ItemStatus>('s.status', { ...query, status: undefined }),
      counted<CertificationCode>(certification, { ...query, certification: undefined }),
    ]);
    return { status, certification: ofBank };
  }

  async listed(bankId: string): Promise<ListedStimulus | null> {
    const [row] = await this.transaction.rows<ListedStimulus>(
      `SELECT ${listed} FROM stimuli s
       JOIN stimulus_versions v ON v.stimulus_id = s.id AND v.version = s.version
       WHERE s.bank_id = $1`,
      [bankId],
    );
    return row ?? null;
  }

  async find(bankId: string): Promise<{
    readonly row: ListedStimulus;
    readonly content: CandidateStimulus;
    readonly items: readonly ListedItem[];
  } | null> {
    const [found] = await this.transaction.rows<ListedStimulus & { content: CandidateStimulus }>(
      `SELECT ${listed}, v.content FROM stimuli s
       JOIN stimulus_versions v ON v.stimulus_id = s.id AND v.version = s.version
       WHERE s.bank_id = $1`,
      [bankId],
    );
    if (found === undefined) return null;
    const { content, ...row } = found;
    const items = await this.transaction.rows<ListedItem>(
      `SELECT ${listedColumns} FROM items item JOIN stimuli s ON s.id = item.stimulus_id
       WHERE s.bank_id = $1 ORDER BY item.bank_id COLLATE "C" LIMIT $2`,
      [bankId, mostListedItems],
    );
    return { row, content, items };
  }
}

function filtersOf({ search = '', status, certification: code }: StimuliQuery): (string | null)[] {
  return [search === '' ? '' : searchQueryOf(search), status ?? null, code ?? null];
}

/** @throws Problem `request-malformed` for a cursor that no list of this order has given out */
function placeOf(cursor: string | undefined, sort: StimuliQuery['sort']): readonly string[] | null {
  const values = readCursor(cursor);
  if (values === null) return null;
  const [, changedAt] = values;
  const isOfOrder = sort === 'id' ? values.length === 1 : z.iso.datetime().safeParse(changedAt).success;
  if (!isOfOrder || values.length > 2) throw foreignCursor();
  return values;
}
