import { Injectable } from '@nestjs/common';
import type { AccountId } from '@attest/contracts';
import { canonicalJson } from '@attest/item-bank';
import { Transaction } from '../database/transaction.ts';
import { newId } from '../ids/new-id.ts';

export interface AuditedAct {
  /** What was done, such as `exam-session.time-added`. */
  readonly kind: string;
  readonly actorId: AccountId | null;
  readonly subject: { readonly kind: string; readonly id: string };
  readonly reason: string | null;
  readonly before?: unknown;
  readonly after?: unknown;
}

/** Who did what to whom and why, in the transaction that did it. */
@Injectable()
export class AuditLog {
  constructor(private readonly transaction: Transaction) {}

  async record({ kind, actorId, subject, reason, before, after }: AuditedAct): Promise<void> {
    const body = canonicalJson({ before: before ?? null, after: after ?? null });
    await this.transaction.rows(
      `INSERT INTO audit_events (id, at, kind, actor_id, subject_kind, subject_id, reason, body)
       VALUES ($1, attest_now(), $2, $3, $4, $5, $6, $7)`,
      [newId(), kind, actorId, subject.kind, subject.id, reason, body],
    );
  }
}
