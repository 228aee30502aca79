import { Injectable } from '@nestjs/common';
import {
  mostListedItems,
  type BankStimulus,
  type CandidateStimulus,
  type StimuliQuery,
} from '@attest/contracts';
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

@Injectable()
export class StimuliRepository {
  constructor(private readonly transaction: Transaction) {}

  /** In order of their ids. */
  async page({ search = '', after, before, limit }: StimuliQuery): Promise<StimuliPage> {
    const isBackwards = after === undefined && before !== undefined;
    const place = placeOf(after ?? before);
    const words = search === '' ? '' : searchQueryOf(search);
    const found = `($1::text IS NOT NULL AND ($1 = '' OR s.search @@ $1::tsquery))`;
    const [rows, [counts]] = await Promise.all([
      this.transaction.rows<ListedStimulus>(
        `SELECT ${listed} FROM stimuli s
         JOIN stimulus_versions v ON v.stimulus_id = s.id AND v.version = s.version
         WHERE ${found} AND ($2::text IS NULL OR ${id} ${isBackwards ? '<' : '>'} $2)
         ORDER BY ${id} ${isBackwards ? 'DESC' : 'ASC'} LIMIT $3`,
        [words, place, limit + 1],
      ),
      this.transaction.rows<{ total: number; upTo: number }>(
        `SELECT count(*)::int AS total, (count(*) FILTER (WHERE ${id} <= $2))::int AS "upTo"
         FROM stimuli s WHERE ${found}`,
        [words, place],
      ),
    ]);
    const hasMore = rows.length > limit;
    const shown = rows.slice(0, limit);
    if (isBackwards) shown.reverse();
    const [hasPrevious, hasNext] = isBackwards ? [hasMore, true] : [after !== undefined, hasMore];
    const { total = 0, upTo = 0 } = counts ?? {};
    return {
      rows: shown,
      previous: hasPrevious ? cursorTo(shown[0]) : null,
      next: hasNext ? cursorTo(shown.at(-1)) : null,
      total,
      // What a cursor backwards names is the first after this page.
      position: isBackwards ? Math.max(0, upTo - 1 - shown.length) : upTo,
    };
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

/** @throws Problem `request-malformed` for a cursor that no list has given out */
function placeOf(cursor: string | undefined): string | null {
  const values = readCursor(cursor);
  if (values === null) return null;
  const [place] = values;
  if (place === undefined) throw foreignCursor();
  return place;
}

const cursorTo = (row: ListedStimulus | undefined) => (row === undefined ? null : writeCursor([row.id]));
