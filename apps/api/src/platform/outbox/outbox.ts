import { Injectable } from '@nestjs/common';
import type { ExamSessionId } from '@attest/contracts';
import { Transaction } from '../database/transaction.ts';
import { newId } from '../ids/new-id.ts';

/** What may be asked for after a commit, and with which facts. */
export interface OutboxKinds {
  'exam-session-closed': { readonly sessionId: ExamSessionId };
}

/** Records work to be done after the running transaction has committed. */
@Injectable()
export class Outbox {
  constructor(private readonly transaction: Transaction) {}

  async record<Kind extends keyof OutboxKinds>(kind: Kind, payload: OutboxKinds[Kind]): Promise<void> {
    await this.recordAll(kind, [payload]);
  }

  /** One statement, whatever their number. */
  async recordAll<Kind extends keyof OutboxKinds>(
    kind: Kind,
    payloads: readonly OutboxKinds[Kind][],
  ): Promise<void> {
    await this.transaction.rows(
      `INSERT INTO outbox (id, kind, payload, created_at, available_at)
       SELECT id, $2, payload, attest_now(), attest_now()
       FROM unnest($1::uuid[], $3::jsonb[]) AS t(id, payload)`,
      [payloads.map(() => newId()), kind, payloads.map((payload) => JSON.stringify(payload))],
    );
  }
}
