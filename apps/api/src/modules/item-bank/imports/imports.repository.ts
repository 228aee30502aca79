import { Injectable } from '@nestjs/common';
import type { AccountId, ImportCounts, ImportRowsQuery, ImportState } from '@attest/contracts';
import type { CsvColumn, Finding, TextFile } from '@attest/interchange';
import { Transaction } from '../../../platform/database/transaction.ts';
import { ImportEntity, ImportRowEntity, type Former, type Refusal } from './bank-import.entity.ts';

const waiting = `state IN ('checking', 'applying', 'undoing')`;
/** Rows a statement. */
const batch = 200;

export type NewRow = Omit<ImportRowEntity, 'importId' | 'madeRevision' | 'former'>;

/** What the import made of a record. */
export interface MadeRow {
  readonly n: number;
  readonly recordId: string;
  readonly madeRevision: number;
  readonly former: Former | null;
}

export interface Progress {
  readonly done: number;
  readonly total: number;
}

@Injectable()
export class ImportsRepository {
  constructor(private readonly transaction: Transaction) {}

  find(id: string, ownerId: AccountId): Promise<ImportEntity | null> {
    return this.transaction.manager.findOneBy(ImportEntity, { id, ownerId });
  }

  /** For a change: nobody else changes it until the transaction has ended. */
  findForChange(id: string, ownerId: AccountId): Promise<ImportEntity | null> {
    return this.transaction.manager.findOne(ImportEntity, {
      where: { id, ownerId },
      lock: { mode: 'for_no_key_update' },
    });
  }

  /** The one that has waited longest for a worker, and not at work already. */
  async claim(): Promise<ImportEntity | null> {
    return this.transaction.manager
      .createQueryBuilder(ImportEntity, 'i')
      .where(waiting)
      .orderBy('i.changedAt')
      .limit(1)
      .setLock('for_no_key_update')
      .setOnLocked('skip_locked')
      .getOne();
  }

  /** Newest first. @param before the last one known, by time and id */
  list(ownerId: AccountId, before: readonly string[] | null, limit: number): Promise<ImportEntity[]> {
    const query = this.transaction.manager
      .createQueryBuilder(ImportEntity, 'i')
      .where('i.owner_id = :ownerId', { ownerId });
    if (before !== null) {
      query.andWhere('(i.created_at, i.id) < (:at::timestamptz, :id::uuid)', {
        at: before[0],
        id: before[1],
      });
    }
    return query.orderBy('i.createdAt', 'DESC').addOrderBy('i.id', 'DESC').limit(limit).getMany();
  }

  async countUnfinished(ownerId: AccountId): Promise<number> {
    const [row] = await this.transaction.rows<{ count: number }>(
      `SELECT count(*)::int AS count FROM imports
       WHERE owner_id = $1 AND state IN ('checking', 'checked', 'applying')`,
      [ownerId],
    );
    return row?.count ?? 0;
  }

  async add(row: ImportEntity, texts: readonly TextFile[]): Promise<void> {
    await this.transaction.manager.insert(ImportEntity, row);
    await this.transaction.rows(
      `INSERT INTO import_files (import_id, n, name, text)
       SELECT $1, n, name, text FROM unnest($2::text[], $3::text[]) WITH ORDINALITY AS t(name, text, n)`,
      [row.id, texts.map(({ name }) => name), texts.map(({ text }) => text)],
    );
    await this.transaction.rows(
      `INSERT INTO import_progress (import_id, done, total, tries) VALUES ($1, 0, 0, 0)`,
      [row.id],
    );
  }

  async remove(id: string): Promise<void> {
    for (const table of ['import_files', 'import_rows', 'import_progress']) {
      await this.transaction.rows(`DELETE FROM ${table} WHERE import_id = $1`, [id]);
    }
    await this.transaction.rows(`DELETE FROM imports WHERE id = $1`, [id]);
  }

  files(id: string): Promise<TextFile[]> {
    return this.transaction.rows<TextFile>(
      `SELECT name, text FROM import_files WHERE import_id = $1 ORDER BY n`,
      [id],
    );
  }

  async dropFiles(id: string): Promise<void> {
    await this.transaction.rows(`DELETE FROM import_files WHERE import_id = $1`, [id]);
  }

  /** Asks a worker for the next step. */
  async ask(id: string, state: ImportState, change: Partial<ImportEntity> = {}): Promise<void> {
    const changedAt = await this.transaction.now();
    await this.transaction.manager.update(
      ImportEntity,
      { id },
      { ...change, state, refusal: null, changedAt },
    );
    await this.transaction.rows(
      `UPDATE import_progress SET done = 0, total = 0, tries = 0 WHERE import_id = $1`,
      [id],
    );
  }

  /** A step has ended, done or refused. */
  async settle(id: string, state: ImportState, refusal: Refusal | null): Promise<void> {
    const changedAt = await this.transaction.now();
    await this.transaction.manager.update(ImportEntity, { id }, { state, refusal, changedAt });
  }

  async keepCheck(
    id: string,
    check: { columns: readonly CsvColumn[]; findings: readonly Finding[]; counts: ImportCounts },
    rows: readonly NewRow[],
  ): Promise<void> {
    await this.transaction.rows(`DELETE FROM import_rows WHERE import_id = $1`, [id]);
    for (let from = 0; from < rows.length; from += batch) {
      await this.transaction.rows(
        `INSERT INTO import_rows (import_id, n, kind, record_id, file, line, first_words, verdict, seen_revision,
           record, findings, has_warnings)
         SELECT $1, n, kind, "recordId", file, line, "firstWords", verdict, "seenRevision", nullif(record, 'null'),
           findings, "hasWarnings"
         FROM jsonb_to_recordset($2) AS t (n int, kind text, "recordId" text, file text, line int, "firstWords" text,
           verdict text, "seenRevision" int, record jsonb, findings jsonb, "hasWarnings" boolean)`,
        [id, JSON.stringify(rows.slice(from, from + batch))],
      );
    }
    await this.transaction.rows(
      `UPDATE imports SET columns = $2, findings = $3, counts = $4, check_number = check_number + 1 WHERE id = $1`,
      [id, JSON.stringify(check.columns), JSON.stringify(check.findings), JSON.stringify(check.counts)],
    );
  }

  /** What comes in, in order of the files. */
  toApply(id: string): Promise<ImportRowEntity[]> {
    return this.rowsWhere(id, `verdict IN ('create', 'change')`);
  }

  async keepMade(id: string, made: readonly MadeRow[]): Promise<void> {
    await this.transaction.rows(
      `UPDATE import_rows r SET record_id = "recordId", made_revision = "madeRevision", former = nullif(t.former, 'null')
       FROM jsonb_to_recordset($2) AS t (n int, "recordId" text, "madeRevision" int, former jsonb)
       WHERE r.import_id = $1 AND r.n = t.n`,
      [id, JSON.stringify(made)],
    );
  }

  made(id: string): Promise<ImportRowEntity[]> {
    return this.rowsWhere(id, 'made_revision IS NOT NULL');
  }

  async page(
    id: string,
    show: ImportRowsQuery['show'],
    after: number,
    limit: number,
  ): Promise<{ rows: ImportRowEntity[]; total: number }> {
    const condition = conditions[show];
    const rows = await this.transaction.manager
      .createQueryBuilder(ImportRowEntity, 'r')
      .where('r.import_id = :id AND r.n > :after', { id, after })
      .andWhere(condition)
      .orderBy('r.n')
      .limit(limit)
      .getMany();
    const [count] = await this.transaction.rows<{ total: number }>(
      `SELECT count(*)::int AS total FROM import_rows WHERE import_id = $1 AND ${condition}`,
      [id],
    );
    return { rows, total: count?.total ?? 0 };
  }

  async progress(id: string): Promise<Progress | null> {
    const [row] = await this.transaction.rows<Progress>(
      `SELECT done, total FROM import_progress WHERE import_id = $1`,
      [id],
    );
    return row ?? null;
  }

  /** Beside the running transaction, so that it can be read at once. */
  tell(id: string, { done, total }: Progress): Promise<unknown> {
    return this.transaction.apart(() =>
      this.transaction.rows(`UPDATE import_progress SET done = $2, total = $3 WHERE import_id = $1`, [
        id,
        done,
        total,
      ]),
    );
  }

  /** Beside the running transaction. @returns which try this is */
  async countTry(id: string): Promise<number> {
    const [row] = await this.transaction.apart(() =>
      this.transaction.rows<{ tries: number }>(
        `UPDATE import_progress SET tries = tries + 1 WHERE import_id = $1 RETURNING tries`,
        [id],
      ),
    );
    return row?.tries ?? 1;
  }

  private rowsWhere(id: string, condition: string): Promise<ImportRowEntity[]> {
    return this.transaction.manager
      .createQueryBuilder(ImportRowEntity, 'r')
      .where('r.import_id = :id', { id })
      .andWhere(condition)
      .orderBy('r.n')
      .getMany();
  }
}

const conditions: Readonly<Record<ImportRowsQuery['show'], string>> = {
  all: 'true',
  faults: `verdict = 'refuse'`,
  warnings: 'has_warnings',
  create: `verdict = 'create'`,
  change: `verdict = 'change'`,
  skip: `verdict = 'skip'`,
};
