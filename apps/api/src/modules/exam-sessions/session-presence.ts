import { Injectable } from '@nestjs/common';
import type { ExamSessionId } from '@attest/contracts';
import { Transaction } from '../../platform/database/transaction.ts';

/** What one word of the browser says about itself. */
export interface Presence {
  readonly connected: boolean;
  readonly unsent: { readonly count: number; readonly oldestMs: number };
  readonly focusLosses: number;
}

interface Heard extends Presence {
  /** On the process' own steady clock. */
  readonly heardMs: number;
}

/** Ages instead of instants: the one clock is the database's. Rows of sessions that are gone fall out. */
const upsert = `
  INSERT INTO session_presence AS p (session_id, seen_at, connected, unsent_count, unsent_since, focus_losses)
  SELECT h.session_id, attest_now() - make_interval(secs => h.age), h.connected, h.unsent,
    CASE WHEN h.unsent > 0 THEN attest_now() - make_interval(secs => h.age + h.oldest) END, h.losses
  FROM unnest($1::uuid[], $2::float8[], $3::boolean[], $4::int[], $5::float8[], $6::int[])
    AS h(session_id, age, connected, unsent, oldest, losses)
  JOIN exam_sessions s ON s.session_id = h.session_id
  ORDER BY h.session_id
  ON CONFLICT (session_id) DO UPDATE SET
    seen_at = greatest(p.seen_at, excluded.seen_at), connected = excluded.connected,
    unsent_count = excluded.unsent_count, unsent_since = excluded.unsent_since,
    focus_losses = p.focus_losses + excluded.focus_losses`;

/** The latest word of each browser, for the monitor: gathered here and written about once a second. */
@Injectable()
export class SessionPresence {
  private heard = new Map<ExamSessionId, Heard>();

  constructor(private readonly transaction: Transaction) {}

  note(sessionId: ExamSessionId, presence: Presence): void {
    const before = this.heard.get(sessionId)?.focusLosses ?? 0;
    this.heard.set(sessionId, {
      ...presence,
      focusLosses: before + presence.focusLosses,
      heardMs: performance.now(),
    });
  }

  /** All that was heard since the last time, in one statement. */
  async write(): Promise<void> {
    if (this.heard.size === 0) return;
    const heard = this.heard;
    this.heard = new Map();
    try {
      await this.transaction.rows(upsert, parametersOf([...heard]));
    } catch (error) {
      this.takeBack(heard);
      throw error;
    }
  }

  /** What could not be written waits for the next time, behind what was heard meanwhile. */
  private takeBack(heard: ReadonlyMap<ExamSessionId, Heard>): void {
    for (const [sessionId, earlier] of heard) {
      const later = this.heard.get(sessionId);
      const focusLosses = earlier.focusLosses + (later?.focusLosses ?? 0);
      this.heard.set(sessionId, { ...(later ?? earlier), focusLosses });
    }
  }
}

function parametersOf(heard: readonly (readonly [ExamSessionId, Heard])[]): unknown[] {
  const nowMs = performance.now();
  return [
    heard.map(([sessionId]) => sessionId),
    heard.map(([, { heardMs }]) => (nowMs - heardMs) / 1000),
    heard.map(([, { connected }]) => connected),
    heard.map(([, { unsent }]) => unsent.count),
    heard.map(([, { unsent }]) => unsent.oldestMs / 1000),
    heard.map(([, { focusLosses }]) => focusLosses),
  ];
}
