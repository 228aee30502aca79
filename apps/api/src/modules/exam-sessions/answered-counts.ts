import { Injectable } from '@nestjs/common';
import type { ExamSessionId, ResponseValue } from '@attest/contracts';
import { isAnswered } from '@attest/scoring';
import { Transaction } from '../../platform/database/transaction.ts';

/** A session as the caller has just read it. */
export interface CountedSession {
  readonly id: ExamSessionId;
  readonly lastSavedAt: Date | null;
  readonly closing: number;
  /** When it was read, by the clock of the database. */
  readonly readAt: Date;
}

const mostKept = 20_000;
/** Two saves of one session may bear the same instant, and one of them be read late. */
const settledAfterMs = 2_000;

/**
 * How many questions of a session are answered, by the rule that receipt and outcome count with. For
 * boards that ask again and again: only sessions that saved something since the last time are counted
 * anew.
 */
@Injectable()
export class AnsweredCounts {
  private readonly kept = new Map<ExamSessionId, { readonly version: string; readonly count: number }>();

  constructor(private readonly transaction: Transaction) {}

  async of(sessions: readonly CountedSession[]): Promise<ReadonlyMap<ExamSessionId, number>> {
    const stale = sessions.filter((session) => this.kept.get(session.id)?.version !== versionOf(session));
    const counted = await this.count(stale.filter(hasSaved).map(({ id }) => id));
    const counts = new Map<ExamSessionId, number>();
    for (const session of sessions) {
      const kept = this.kept.get(session.id);
      const count = kept?.version === versionOf(session) ? kept.count : (counted.get(session.id) ?? 0);
      counts.set(session.id, count);
      this.keep(session, count);
    }
    return counts;
  }

  private async count(ids: readonly ExamSessionId[]): Promise<ReadonlyMap<ExamSessionId, number>> {
    const counts = new Map<ExamSessionId, number>();
    if (ids.length === 0) return counts;
    const responses = await this.transaction.rows<{ sessionId: ExamSessionId; value: ResponseValue }>(
      `SELECT session_id AS "sessionId", value FROM responses
       WHERE session_id = ANY($1::uuid[]) AND item_no > 0 AND value IS NOT NULL`,
      [ids],
    );
    for (const { sessionId, value } of responses) {
      if (isAnswered(value)) counts.set(sessionId, (counts.get(sessionId) ?? 0) + 1);
    }
    return counts;
  }

  private keep(session: CountedSession, count: number): void {
    const { id, lastSavedAt, readAt } = session;
    if (lastSavedAt !== null && readAt.getTime() - lastSavedAt.getTime() < settledAfterMs) return;
    this.kept.delete(id);
    const oldest = this.kept.keys().next();
    if (this.kept.size >= mostKept && oldest.done !== true) this.kept.delete(oldest.value);
    this.kept.set(id, { version: versionOf(session), count });
  }
}

function hasSaved({ lastSavedAt }: CountedSession): boolean {
  return lastSavedAt !== null;
}

/** Every save changes it, and so does every end, which may admit what came late. */
function versionOf({ lastSavedAt, closing }: CountedSession): string {
  return `${String(lastSavedAt?.getTime() ?? '')} ${String(closing)}`;
}
