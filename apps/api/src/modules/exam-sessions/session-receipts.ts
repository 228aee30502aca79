import { Injectable } from '@nestjs/common';
import type { SessionReceipt } from '@attest/contracts';
import { makeReceipt, type DigestEntry } from '@attest/exam-engine';
import { Transaction } from '../../platform/database/transaction.ts';
import { Outbox } from '../../platform/outbox/outbox.ts';
import type { SessionAsRead } from './exam-sessions.repository.ts';
import { idOf, SessionForms } from './session-forms.ts';
import { StoredResponses } from './stored-responses.ts';

type ClosedSession = Pick<SessionAsRead, 'sessionId' | 'itemCount' | 'closedAt' | 'closedBy' | 'closing'>;

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
  async store(closed: ClosedSession): Promise<string> {
    const [body] = await this.storeAll([closed]);
    if (body === undefined) throw new Error('a closed session has a receipt');
    return body;
  }

  /** @returns the receipts in order of the sessions */
  async storeAll(sessions: readonly ClosedSession[]): Promise<string[]> {
    const ids = sessions.map(({ sessionId }) => sessionId);
    const itemIds = await this.forms.idsOfMany(ids);
    const stored = await this.responses.answersOfMany(ids);
    const receipts = sessions.map((session) =>
      receiptOf(session, itemIds.get(session.sessionId), stored.get(session.sessionId) ?? []),
    );
    const bodies = receipts.map((receipt) => JSON.stringify(receipt));
    await this.transaction.rows(
      `INSERT INTO receipts (session_id, closing, body, digest, created_at)
       SELECT session_id, closing, body, digest, attest_now()
       FROM unnest($1::uuid[], $2::smallint[], $3::text[], $4::text[]) AS t(session_id, closing, body, digest)`,
      [ids, sessions.map(({ closing }) => closing), bodies, receipts.map(({ digest }) => digest)],
    );
    await this.outbox.recordAll(
      'exam-session-closed',
      ids.map((sessionId) => ({ sessionId })),
    );
    return bodies;
  }
}

function receiptOf(
  { sessionId, itemCount, closedAt, closedBy }: ClosedSession,
  itemIds: ReadonlyMap<number, string> | undefined,
  stored: readonly DigestEntry[],
): SessionReceipt {
  if (closedAt === null || closedBy === null) throw new Error('only a closed session has a receipt');
  if (itemIds === undefined) throw new Error(`session ${sessionId} has no form`);
  const responses = stored.map(([itemNo, revision, value]) => ({
    itemNo,
    itemId: idOf({ ids: itemIds }, itemNo),
    revision,
    value,
  }));
  return makeReceipt({ sessionId, closedBy, closedAt, itemCount, responses });
}
