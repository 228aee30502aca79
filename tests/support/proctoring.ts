import { ExamSession } from '@attest/contracts';
import { expect } from 'vitest';
import { query } from './database.ts';
import type { Person } from './given.ts';
import type { Reply } from './http-client.ts';

/** What a person of the staff asks of a session. */
export function act(person: Person, sessionId: string, action: object): Promise<Reply> {
  return person.client.post(`/sessions-monitor/${sessionId}/actions`, action);
}

export function submit(person: Person, sessionId: string, epoch = 1): Promise<Reply> {
  return person.client.post(`/exam-sessions/${sessionId}/submit`, { epoch, responses: [] });
}

/** A session as its candidate reads it. */
export async function readSession(person: Person, sessionId: string): Promise<ExamSession> {
  return (await person.client.get(`/exam-sessions/${sessionId}`)).read(ExamSession);
}

/** What the log of a session says after its start, without what the candidate answered. */
export function eventsOf(databaseUrl: string, sessionId: string) {
  return query<{ kind: string; actor_id: string | null; facts: Record<string, unknown> }>(
    databaseUrl,
    `SELECT kind, actor_id, body::json AS facts FROM session_events
     WHERE session_id = $1
       AND kind NOT IN ('booked', 'started', 'deadline-set', 'first-answer', 'answer-changed')
     ORDER BY seq`,
    [sessionId],
  );
}

export function auditOf(databaseUrl: string, subjectId: string) {
  return query<{ kind: string; actor_id: string | null; reason: string | null; change: unknown }>(
    databaseUrl,
    `SELECT kind, actor_id, reason, body::json AS change FROM audit_events WHERE subject_id = $1 ORDER BY id`,
    [subjectId],
  );
}

export function noticesOf(databaseUrl: string, sessionId: string) {
  return query<{ kind: string; seconds: number | null; text: string | null }>(
    databaseUrl,
    `SELECT kind, seconds, text FROM session_notices WHERE session_id = $1 ORDER BY id`,
    [sessionId],
  );
}

/** Waits until everything that a close asks for is done. */
export async function untilScored(databaseUrl: string): Promise<void> {
  await expect
    .poll(() => query(databaseUrl, 'SELECT 1 FROM outbox WHERE delivered_at IS NULL'), { timeout: 20_000 })
    .toEqual([]);
}
