import { Injectable } from '@nestjs/common';
import type { ExamSessionId, Marks, ResponsesReceipt, ResponseValue } from '@attest/contracts';
import { acceptResponse, judgeKnown } from '@attest/exam-engine';
import { Transaction } from '../../platform/database/transaction.ts';
import type { HeldSession, SaveRow } from './save-statement.ts';
import { idOf, type SessionForm } from './session-forms.ts';

interface StoredRow {
  readonly itemNo: number;
  readonly revision: number;
  readonly epoch: number;
  readonly value: ResponseValue | null;
  readonly marks: Marks;
}

type Verdicts = Pick<ResponsesReceipt, 'accepted' | 'superseded'>;
type IdOf = (itemNo: number) => string;

/** Tells for every response of a save whether the candidate may count on it. */
@Injectable()
export class ResponseVerdicts {
  constructor(private readonly transaction: Transaction) {}

  async judge(
    form: SessionForm,
    rows: readonly SaveRow[],
    held: Pick<HeldSession, 'stored'>,
  ): Promise<Verdicts> {
    const rest = rows.filter((row) => !isStored(row, held));
    const [first] = rest;
    const found = first === undefined ? [] : await this.present(first.sessionId, rest);
    return judgeResponses(rows, held, found, (itemNo) => idOf(form, itemNo));
  }

  /** Of rows that were decided by an earlier request, or never were: null when one of those is among them. */
  async known(form: SessionForm, rows: readonly SaveRow[]): Promise<Verdicts | null> {
    const [first] = rows;
    const found = first === undefined ? [] : await this.present(first.sessionId, rows);
    const responses = new Map(
      found.map(({ itemNo, ...entry }) => {
        const itemId = idOf(form, itemNo);
        return [itemId, { itemId, ...entry }];
      }),
    );
    const carried = rows.map(({ itemNo, ...row }) => ({ ...row, itemId: idOf(form, itemNo) }));
    const judged = judgeKnown(responses, { epoch: first?.epoch ?? 0, responses: carried });
    return (
      judged && {
        accepted: judged.acceptedResponses.map(([itemId, revision]) => [itemId, revision]),
        superseded: judged.superseded.map(([itemId, revision, value]) => [itemId, revision, value]),
      }
    );
  }

  /** The slow path: only for what the statement did not store. */
  private present(sessionId: ExamSessionId, rows: readonly SaveRow[]): Promise<StoredRow[]> {
    return this.transaction.rows<StoredRow>(
      `SELECT item_no AS "itemNo", revision, epoch, value, marks FROM responses
       WHERE session_id = $1 AND item_no = ANY($2::smallint[])`,
      [sessionId, rows.map((row) => row.itemNo)],
    );
  }
}

/**
 * Accepted is only what the statement stored, or what a row found afterwards shows to be kept.
 *
 * @param found the rows present for what the statement did not store
 * @throws Error when a response is in neither place: it must never be acknowledged
 */
export function judgeResponses(
  rows: readonly SaveRow[],
  held: Pick<HeldSession, 'stored'>,
  found: readonly StoredRow[],
  nameOf: IdOf,
): Verdicts {
  const verdicts: Verdicts = { accepted: [], superseded: [] };
  for (const row of rows) {
    const itemId = nameOf(row.itemNo);
    if (isStored(row, held)) {
      verdicts.accepted.push([itemId, row.revision]);
      continue;
    }
    const present = found.find(({ itemNo }) => itemNo === row.itemNo);
    if (present === undefined) throw new Error(`response ${String(row.itemNo)} was not stored`);
    const verdict = acceptResponse({ ...present, itemId }, { ...row, itemId });
    if (verdict.accepted) verdicts.accepted.push([itemId, row.revision]);
    else verdicts.superseded.push([itemId, verdict.storedRevision, verdict.storedValue]);
  }
  return verdicts;
}

/** Whether this save stored it; what it did not is known already or superseded. */
export function isStored(row: SaveRow, { stored }: Pick<HeldSession, 'stored'>): boolean {
  return stored.some(({ itemNo, revision }) => itemNo === row.itemNo && revision === row.revision);
}
