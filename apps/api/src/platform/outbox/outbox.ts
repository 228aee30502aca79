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
    await this.transaction.rows(
      `INSERT INTO outbox (id, kind, payload, created_at, available_at)
       VALUES ($1, $2, $3, attest_now(), attest_now())`,
      [newId(), kind, JSON.stringify(payload)],
    );
  }
}
