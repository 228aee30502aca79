import { ExamSessionId } from '@attest/contracts';
import { describe, expect, it, onTestFinished } from 'vitest';
import { useAttest } from '../../../../../tests/support/app.ts';
import { startProcess } from '../../../../../tests/support/attest-process.ts';
import { bankTables, provideBank } from '../../../../../tests/support/bank.ts';
import { brokenInvariants } from '../../../../../tests/support/invariants.ts';
import { secondConnection, untilWaiting } from '../../../../../tests/support/second-connection.ts';
import { OutboxWorker } from '../../platform/outbox/outbox-worker.ts';
import { ScoreSession } from './score-session.ts';

const attest = useAttest({ prepare: provideBank, keptTables: bankTables });

const patience = { timeout: 20_000, interval: 50 };
const anotherProcess = async () => {
  const { app, close } = await startProcess(attest.databaseUrl);
  onTestFinished(close);
  return {
    outbox: app.get(OutboxWorker, { strict: false }),
    scoring: app.get(ScoreSession, { strict: false }),
  };
};
const closedSession = async () => {
  const { candidate, session } = await attest.given.openSession();
  await attest.as(candidate).post(`/exam-sessions/${session.id}/submit`, { epoch: 1 });
  return ExamSessionId.parse(session.id);
};
const entries = () => attest.rows('SELECT attempts, delivered_at, last_fault FROM outbox');
const isDelivered = async () => (await entries()).every(({ delivered_at }) => delivered_at !== null);
const outcomes = () => attest.rows('SELECT session_id, revision, body FROM outcomes');

describe('scoring after the close', () => {
  it('leaves one outcome when the same entry is handled again and again', async () => {
    const id = await closedSession();
    await expect.poll(isDelivered, patience).toBe(true);
    const before = await outcomes();
    const { scoring } = await anotherProcess();

    await scoring.score(id);
    await attest.rows('UPDATE outbox SET delivered_at = NULL');
    await expect.poll(isDelivered, patience).toBe(true);

    expect(await outcomes()).toEqual(before);
    expect(await attest.rows('SELECT status FROM exam_sessions')).toEqual([{ status: 'released' }]);
  });

  it('leaves one outcome a session when two processes score the same at the same time', async () => {
    const [one, other] = [await anotherProcess(), await anotherProcess()];
    const ids = [await closedSession(), await closedSession(), await closedSession()];

    await Promise.all([
      one.outbox.drain(),
      other.outbox.drain(),
      ...ids.flatMap((id) => [one.scoring.score(id), other.scoring.score(id)]),
    ]);
    await expect.poll(isDelivered, patience).toBe(true);

    expect(await outcomes()).toHaveLength(3);
    const recompute = (id: string) => one.scoring.recompute(ExamSessionId.parse(id));
    expect(await brokenInvariants(attest.databaseUrl, { recompute })).toEqual([]);
  });

  it('is done later when the worker dies in the middle', async () => {
    const lock = await secondConnection(attest.databaseUrl);
    await lock.query('BEGIN');
    await lock.query('LOCK TABLE outcomes IN SHARE MODE');
    await closedSession();
    await untilWaiting(attest.databaseUrl, 'attest');

    await attest.rows(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND application_name = 'attest' AND wait_event_type = 'Lock'`,
    );
    await expect.poll(entries, patience).toMatchObject([{ attempts: 1, delivered_at: null }]);
    expect(await outcomes()).toEqual([]);
    await lock.query('COMMIT');
    await expect.poll(isDelivered, patience).toBe(true);

    expect(await outcomes()).toHaveLength(1);
    expect(await brokenInvariants(attest.databaseUrl)).toEqual([]);
  });

  it('puts an entry off when it fails, with the reason, and delivers the others', async () => {
    const id = '018f0000-0000-7000-8000-000000000001';
    await attest.rows(
      `INSERT INTO outbox (id, kind, payload, created_at, available_at) VALUES
         ($1, 'exam-session-closed', $2, attest_now(), attest_now() - interval '1 minute')`,
      [id, { sessionId: id }],
    );
    await closedSession();

    await expect.poll(outcomes, patience).toHaveLength(1);

    await expect
      .poll(
        () => attest.rows(`SELECT attempts, delivered_at, last_fault FROM outbox WHERE id = $1`, [id]),
        patience,
      )
      .toMatchObject([{ delivered_at: null, last_fault: `session ${id} is missing` }]);
    const [entry] = await attest.rows(
      `SELECT extract(epoch FROM available_at - attest_now())::float8 AS wait FROM outbox WHERE id = $1`,
      [id],
    );
    expect(entry?.['wait']).toBeGreaterThan(0);
  });

  it('shows how long the oldest entry waits, to those who watch', async () => {
    await attest.rows(
      `INSERT INTO outbox (id, kind, payload, created_at, available_at) VALUES
         ('018f0000-0000-7000-8000-000000000001', 'nobody-handles-this', '{}',
          attest_now() - interval '1 hour', attest_now() + interval '1 hour')`,
    );

    const metrics = await attest.stranger.get('//metrics');

    const [, age] = /^attest_outbox_oldest_seconds (\S+)$/m.exec(metrics.text) ?? [];
    expect(Number(age)).toBeGreaterThan(3599);
  });
});
