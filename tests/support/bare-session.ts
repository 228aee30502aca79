import { randomUUID } from 'node:crypto';
import { query } from './database.ts';

export interface BareSession {
  readonly sessionId: string;
  readonly candidateId: string;
}

export interface BareSessionOptions {
  readonly sessionId?: string;
  readonly candidateId?: string;
  readonly epoch?: number;
  /** From now; null for no time limit. */
  readonly secondsLeft?: number | null;
  readonly graceSeconds?: number;
}

/** A running session as a row and nothing else: no account, no form; for tests of the statement alone. */
export async function bareSession(
  databaseUrl: string,
  options: BareSessionOptions = {},
): Promise<BareSession> {
  const { sessionId = randomUUID(), candidateId = randomUUID(), epoch = 1 } = options;
  const { secondsLeft = 600, graceSeconds = 30 } = options;
  // Without its foreign keys, which need an exam and a form.
  const unchecked = new URL(databaseUrl);
  unchecked.searchParams.set('options', '-c session_replication_role=replica');
  await query(
    unchecked.href,
    `INSERT INTO exam_sessions (session_id, candidate_id, exam_version_id, form_id, mode, status, epoch,
       item_count, time_allowed, grace, booked_at, started_at, deadline)
     VALUES ($1, $2, $1, $1, 'exam', 'active', $3, 12, interval '20 minutes', make_interval(secs => $5),
       attest_now(), attest_now(), attest_now() + make_interval(secs => $4))`,
    [sessionId, candidateId, epoch, secondsLeft, graceSeconds],
  );
  return { sessionId, candidateId };
}
