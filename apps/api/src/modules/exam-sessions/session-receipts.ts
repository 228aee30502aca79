import { Injectable } from '@nestjs/common';
import { makeReceipt } from '@attest/exam-engine';
import { Transaction } from '../../platform/database/transaction.ts';
import { Outbox } from '../../platform/outbox/outbox.ts';
import { ReceiptRow } from './exam-sessions.entity.ts';
import type { SessionAsRead } from './exam-sessions.repository.ts';
import { idOf, SessionForms } from './session-forms.ts';
import { StoredResponses } from './stored-responses.ts';

/** What every end of a session leaves: the receipt over its responses, and the wish for an outcome. */
@Injectable()
export class SessionReceipts {
  constructor(
    private readonly transaction: Transaction,
    private readonly forms: SessionForms,
    private readonly responses: StoredResponses,
    private readonly outbox: Outbox,
  ) {}

  /**
   * In the transaction that closed the session, after its row was taken: what is read here cannot miss a
   * save that committed meanwhile.
   *
   * @returns the receipt as JSON, which every repeat gets byte for byte
   */
  async store(closed: SessionAsRead): Promise<string> {
    const { sessionId, itemCount, closedAt, closedBy } = closed;
    if (closedAt === null || closedBy === null) throw new Error('only a closed session has a receipt');
    const form = await this.forms.openAny(sessionId);
    const stored = await this.responses.numbered(sessionId);
    const receipt = makeReceipt({
      sessionId,
      closedBy,
      closedAt,
      itemCount,
      responses: stored.map((response) => ({ ...response, itemId: idOf(form, response.itemNo) })),
    });
    const body = JSON.stringify(receipt);
    await this.transaction.manager.insert(ReceiptRow, {
      sessionId,
      closing: closed.closing,
      body,
      digest: receipt.digest,
      createdAt: await this.transaction.now(),
    });
    await this.outbox.record('exam-session-closed', { sessionId });
    return body;
  }
}
