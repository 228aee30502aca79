import { Injectable } from '@nestjs/common';
import type { ExamSessionId, Marks, ResponseValue, StoredResponse } from '@attest/contracts';
import type { DigestEntry } from '@attest/exam-engine';
import { Transaction } from '../../platform/database/transaction.ts';
import { idOf, SessionForms } from './session-forms.ts';

export interface NumberedResponse {
  readonly itemNo: number;
  readonly revision: number;
  readonly value: ResponseValue | null;
  readonly marks: Marks;
}

/** The same place in each list is the same response: aggregates of one statement read its rows in one order. */
interface ColumnsOfSession {
  readonly sessionId: ExamSessionId;
  readonly itemNos: readonly number[];
  readonly revisions: readonly number[];
  readonly values: readonly (ResponseValue | null)[];
}

@Injectable()
export class StoredResponses {
  constructor(
    private readonly transaction: Transaction,
    private readonly forms: SessionForms,
  ) {}

  /** By item number; notes on stimuli have negative ones. */
  numbered(sessionId: ExamSessionId): Promise<NumberedResponse[]> {
    return this.transaction.rows<NumberedResponse>(
      `SELECT item_no AS "itemNo", revision, value, marks FROM responses WHERE session_id = $1 ORDER BY item_no`,
      [sessionId],
    );
  }

  /** By session, without marks; read as three texts a session, since rows cost the most when many close at once. */
  async answersOfMany(
    sessionIds: readonly ExamSessionId[],
  ): Promise<ReadonlyMap<ExamSessionId, readonly DigestEntry[]>> {
    const rows = await this.transaction.rows<ColumnsOfSession>(
      `SELECT session_id AS "sessionId", json_agg(item_no) AS "itemNos", json_agg(revision) AS revisions,
         json_agg(value) AS values
       FROM responses WHERE session_id = ANY($1::uuid[]) GROUP BY session_id`,
      [sessionIds],
    );
    return new Map(rows.map((row) => [row.sessionId, entriesOf(row)]));
  }

  /** As the player names them. */
  async of(sessionId: ExamSessionId): Promise<StoredResponse[]> {
    const stored = await this.numbered(sessionId);
    if (stored.length === 0) return [];
    const form = await this.forms.openAny(sessionId);
    return stored.map(({ itemNo, ...response }) => ({ itemId: idOf(form, itemNo), ...response }));
  }
}

function entriesOf({ itemNos, revisions, values }: ColumnsOfSession): DigestEntry[] {
  return itemNos.map((itemNo, at) => {
    const revision = revisions[at];
    if (revision === undefined) throw new Error('each response has a revision');
    return [itemNo, revision, values[at] ?? null];
  });
}
