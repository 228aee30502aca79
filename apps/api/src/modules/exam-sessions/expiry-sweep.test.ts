import { ExamSession, SessionReceipt, type RunningSession } from '@attest/contracts';
import { describe, expect, it, onTestFinished } from 'vitest';
import { respondTo } from '../../../../../tests/support/answers.ts';
import { useAttest } from '../../../../../tests/support/app.ts';
import { startProcess } from '../../../../../tests/support/attest-process.ts';
import { bankTables, provideBank } from '../../../../../tests/support/bank.ts';
import { brokenInvariants, type SentResponse } from '../../../../../tests/support/invariants.ts';
import { ExpirySweep } from './expiry-sweep.ts';

const attest = useAttest({ prepare: provideBank, keptTables: bankTables });

const patience = { timeout: 15_000, interval: 50 };
const statusOf = async (id: string) =>
  (await attest.rows('SELECT status FROM exam_sessions WHERE session_id = $1', [id]))[0]?.['status'];
/** As operators see it. */
const sweepLag = async (url = attest.url) => {
  const text = await (await fetch(new URL('/metrics', url))).text();
  return Number(/^attest_sweep_lag_seconds (\S+)$/m.exec(text)?.[1]);
};
const untilQuiet = async () => {
  const open = `SELECT 1 FROM exam_sessions WHERE status = 'active' AND deadline + grace < attest_now()
    UNION ALL SELECT 1 FROM outbox WHERE delivered_at IS NULL`;
  await expect.poll(() => attest.rows(open), patience).toEqual([]);
};
const anotherProcess = async () => {
  const other = await startProcess(attest.databaseUrl);
  onTestFinished(() => other.close());
  return other;
};

describe('the expiry sweep', () => {
  it('closes a session at its deadline once the grace is over', async () => {
    const { candidate, session } = await attest.given.openSession({ minutes: 10, graceSeconds: 30 });
    const saved = respondTo(session.form.items[0]);
    await attest
      .as(candidate)
      .put(`/exam-sessions/${session.id}/responses`, { epoch: 1, responses: [saved] });

    await attest.databaseClock.advance(631);
    await untilQuiet();

    const after = (await attest.as(candidate).get(`/exam-sessions/${session.id}`)).read(ExamSession);
    expect(after).toMatchObject({ status: 'released', closedAt: session.deadline, answeredCount: 1 });
    const receipt = await attest.as(candidate).post(`/exam-sessions/${session.id}/submit`, { epoch: 1 });
    expect(receipt.read(SessionReceipt)).toMatchObject({
      closedBy: 'deadline',
      closedAt: session.deadline,
      revisions: [[saved.itemId, 1]],
    });
    expect(await brokenInvariants(attest.databaseUrl)).toEqual([]);
  });

  it('leaves a session alone while its grace lasts, and one without a time limit for ever', async () => {
    const exam = await attest.given.exam({ modes: ['exam', 'study'] });
    const study = await attest.given.openSession({ exam, mode: 'study' });
    const timed = await attest.given.openSession({ minutes: 10, graceSeconds: 60 });
    const other = await anotherProcess();
    await attest.databaseClock.advance(620);

    await other.app.get(ExpirySweep, { strict: false }).sweep();
    expect(await statusOf(timed.session.id)).toBe('active');
    await attest.databaseClock.advance(86_400);
    await untilQuiet();
    expect(await statusOf(timed.session.id)).toBe('released');
    expect(await statusOf(study.session.id)).toBe('active');
  });

  it('closes each session once, however many processes sweep', async () => {
    const candidate = await attest.given.candidate();
    const exam = await attest.given.exam({ durationSeconds: 600 });
    for (let attempt = 1; attempt <= 12; attempt += 1) await attest.given.openSession({ candidate, exam });
    const sweeps = [await anotherProcess(), await anotherProcess()].map(({ app }) =>
      app.get(ExpirySweep, { strict: false }),
    );
    await attest.databaseClock.advance(3_600);

    await Promise.all(sweeps.flatMap((sweep) => [sweep.sweep(), sweep.sweep()]));
    await untilQuiet();

    const closed = await attest.rows(
      `SELECT 1 FROM exam_sessions WHERE closed_by = 'deadline' AND closed_at = deadline`,
    );
    expect(closed).toHaveLength(12);
    expect(await attest.rows('SELECT 1 FROM receipts')).toHaveLength(12);
    expect(await brokenInvariants(attest.databaseUrl)).toEqual([]);
  });

  it('is late in the metrics also where it stands still', async () => {
    const { session } = await attest.given.openSession();
    const other = await anotherProcess();
    await other.app.get(ExpirySweep, { strict: false }).onModuleDestroy();
    await attest.rows(
      `INSERT INTO receipts (session_id, closing, body, digest, created_at) VALUES ($1, 1, '{}', '', attest_now())`,
      [session.id],
    );

    await attest.databaseClock.advance(86_400);

    await expect.poll(() => sweepLag(other.url), patience).toBeGreaterThan(20_000);
  });

  it('closes the others when one session cannot be closed', async () => {
    const { candidate, session: broken } = await attest.given.openSession();
    await attest.databaseClock.advance(1);
    const { session: whole } = await attest.given.openSession({ candidate });
    await attest.rows(
      `INSERT INTO receipts (session_id, closing, body, digest, created_at) VALUES ($1, 1, '{}', '', attest_now())`,
      [broken.id],
    );

    await attest.databaseClock.advance(3_600);
    await expect.poll(() => statusOf(whole.id), patience).toBe('released');
    expect(await statusOf(broken.id)).toBe('active');
    await expect.poll(() => sweepLag(), patience).toBeGreaterThan(2_000);
    await attest.rows('DELETE FROM receipts WHERE session_id = $1', [broken.id]);
    await expect.poll(() => statusOf(broken.id), patience).toBe('released');
    await expect.poll(() => sweepLag(), patience).toBe(0);
  });
});

describe('save, submit and sweep at the same time', () => {
  const deeds = ['save', 'submit', 'sweep'] as const;
  type Deed = (typeof deeds)[number];
  const orders = deeds.flatMap((first) =>
    deeds
      .filter((second) => second !== first)
      .map((second): Deed[] => [first, second, ...deeds.filter((deed) => deed !== first && deed !== second)]),
  );

  it('leaves the deadline as it was when the answers were stored', async () => {
    const { candidate, session } = await attest.given.openSession();
    const before = await attest.rows(
      `UPDATE exam_sessions SET deadline = attest_now() + interval '10 minutes' RETURNING deadline::text`,
    );

    await attest.as(candidate).post(`/exam-sessions/${session.id}/submit`, { epoch: 1, responses: [] });

    expect(await attest.rows('SELECT deadline::text FROM exam_sessions')).toEqual(before);
  });

  it.each(orders)('in the order %s, %s, %s end in one receipt of what was acknowledged', async (...order) => {
    const other = await anotherProcess();
    const candidate = await attest.given.candidate();
    const sent: SentResponse[] = [];
    const acknowledged: SentResponse[] = [];
    const saveOne = async ({ id, form }: RunningSession) => {
      const response = respondTo(form.items[0]);
      sent.push({ sessionId: id, ...response });
      const reply = await attest
        .as(candidate)
        .put(`/exam-sessions/${id}/responses`, { epoch: 1, responses: [response] });
      if (reply.status === 200) acknowledged.push({ sessionId: id, ...response });
      return reply.status;
    };
    const submitOne = async ({ id, form }: RunningSession) => {
      const response = respondTo(form.items[1]);
      sent.push({ sessionId: id, ...response });
      const reply = await other
        .as(candidate)
        .post(`/exam-sessions/${id}/submit`, { epoch: 1, responses: [response] });
      return reply.status;
    };
    const sweepAll = async () => {
      await other.app.get(ExpirySweep, { strict: false }).sweep();
      return 200;
    };
    const run = { save: saveOne, submit: submitOne, sweep: sweepAll };
    // Five sessions whose time ends while the three are under way, a little later each.
    const sessions: RunningSession[] = [];
    for (let number = 1; number <= 5; number += 1) {
      sessions.push((await attest.given.openSession({ candidate })).session);
    }
    await attest.rows(
      `UPDATE exam_sessions SET grace = '0', deadline = attest_now() + n * interval '25 milliseconds'
       FROM unnest($1::uuid[]) WITH ORDINALITY t(id, n) WHERE session_id = t.id`,
      [sessions.map(({ id }) => id)],
    );

    const statuses = await Promise.all(
      sessions.flatMap((session) => order.map((deed) => run[deed](session))),
    );
    await untilQuiet();

    expect(statuses.filter((status) => status >= 500 && status !== 503)).toEqual([]);
    expect(await attest.rows('SELECT 1 FROM receipts')).toHaveLength(5);
    expect(await brokenInvariants(attest.databaseUrl, { history: { sent, acknowledged } })).toEqual([]);
  });
});
