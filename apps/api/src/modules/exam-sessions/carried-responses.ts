import { Injectable } from '@nestjs/common';
import type { RecordResponses } from '@attest/contracts';
import { Transaction } from '../../platform/database/transaction.ts';
import { BufferedEvents } from './buffered-events.ts';
import type { SessionAsRead } from './exam-sessions.repository.ts';
import { refusalOf } from './refusal.ts';
import { saveRowsOf } from './save-rows.ts';
import {
  saveParameters,
  saveStatement,
  type HeldSession,
  type SaveResult,
  type SaveRow,
} from './save-statement.ts';
import type { SessionForm } from './session-forms.ts';

/** What a request carries along that ends more than itself: a session, or a section. */
@Injectable()
export class CarriedResponses {
  constructor(
    private readonly transaction: Transaction,
    private readonly events: BufferedEvents,
  ) {}

  /**
   * By the same statement as every save, in the transaction that took the row.
   *
   * @throws Problem as a save would be refused
   */
  async store(
    session: SessionAsRead,
    body: RecordResponses,
    form: SessionForm,
  ): Promise<{ readonly rows: readonly SaveRow[]; readonly held: Pick<HeldSession, 'stored'> }> {
    const rows = saveRowsOf(form, session, body);
    const results = await this.transaction.rows<SaveResult>(saveStatement.text, saveParameters(rows));
    if (results.length === 0) throw refusalOf(session, body, form);
    const stored = results.flatMap(({ itemNo, revision }) =>
      itemNo === null || revision === null ? [] : [{ itemNo, revision }],
    );
    const { sessionId, candidateId } = session;
    this.transaction.afterCommit(() => {
      this.events.saved({ sessionId, candidateId, rows, stored });
    });
    return { rows, held: { stored } };
  }
}
