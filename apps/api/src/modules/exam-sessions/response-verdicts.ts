import { Injectable } from '@nestjs/common';
import type { Marks, ResponsesReceipt, ResponseValue } from '@attest/contracts';
import { acceptResponse } from '@attest/exam-engine';
import { Transaction } from '../../platform/database/transaction.ts';
import type { HeldSession, SaveRow } from './save-statement.ts';
import { idOf, type Paper } from './session-paper.ts';

interface StoredRow {
  readonly itemNo: number;
  readonly revision: number;
  readonly epoch: number;
  readonly value: ResponseValue | null;
  readonly marks: Marks;
}

type Verdicts = Pick<ResponsesReceipt, 'accepted' | 'superseded'>;

/** Tells for every response of a save whether the candidate may count on it. */
@Injectable()
export class ResponseVerdicts {
  constructor(private readonly transaction: Transaction) {}

  async judge(paper: Paper, rows: readonly SaveRow[], held: HeldSession): Promise<Verdicts> {
    const stored = new Set(
      held.stored.map(({ itemNo, revision }) => `${String(itemNo)} ${String(revision)}`),
    );
    const rest = rows.filter((row) => !stored.has(`${String(row.itemNo)} ${String(row.revision)}`));
    const known = rest.length === 0 ? new Map<number, StoredRow>() : await this.present(held.sessionId, rest);
    const verdicts: Verdicts = { accepted: [], superseded: [] };
    for (const row of rows) {
      const itemId = idOf(paper, row.itemNo);
      const present = rest.includes(row) ? known.get(row.itemNo) : undefined;
      const verdict =
        present === undefined
          ? { accepted: true as const }
          : acceptResponse({ ...present, itemId }, { ...row, itemId });
      if (verdict.accepted) verdicts.accepted.push([itemId, row.revision]);
      else verdicts.superseded.push([itemId, verdict.storedRevision, verdict.storedValue]);
    }
    return verdicts;
  }

  /** The slow path: only for what the statement did not store. */
  private async present(sessionId: string, rows: readonly SaveRow[]): Promise<Map<number, StoredRow>> {
    const found = await this.transaction.rows<StoredRow>(
      `SELECT item_no AS "itemNo", revision, epoch, value, marks FROM responses
       WHERE session_id = $1 AND item_no = ANY($2::smallint[])`,
      [sessionId, rows.map((row) => row.itemNo)],
    );
    return new Map(found.map((row) => [row.itemNo, row]));
  }
}
