import type { RunningSession } from '@attest/contracts';
import { describe, expect, it } from 'vitest';
import { respondTo, storedResponses } from '../../../../../tests/support/answers.ts';
import { useAttest } from '../../../../../tests/support/app.ts';
import { bankTables, provideBank } from '../../../../../tests/support/bank.ts';
import type { Person } from '../../../../../tests/support/given.ts';
import { brokenInvariants } from '../../../../../tests/support/invariants.ts';
import { secondConnection, untilWaiting } from '../../../../../tests/support/second-connection.ts';

const attest = useAttest({ prepare: provideBank, keptTables: bankTables });

const save = (candidate: Person, { id, form }: RunningSession, at = 0, revision = 1) =>
  attest.as(candidate).put(`/exam-sessions/${id}/responses`, {
    epoch: 1,
    responses: [respondTo(form.items[at], revision)],
  });
const stored = ({ id }: RunningSession) => storedResponses(attest.databaseUrl, id);
const sessionsOf = async (candidate: Person, count: number) => {
  const sessions: RunningSession[] = [];
  while (sessions.length < count) sessions.push((await attest.given.openSession({ candidate })).session);
  return sessions;
};
const hold = async () => {
  const connection = await secondConnection(attest.databaseUrl);
  await connection.query('BEGIN');
  await connection.query('SELECT 1 FROM exam_sessions FOR UPDATE');
  return connection;
};
const endConnections = (applicationName: string) =>
  attest.rows(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE datname = current_database() AND application_name = $1`,
    [applicationName],
  );

describe('many saves at the same time', () => {
  it('of ten sessions are all stored, although few connections save', async () => {
    const candidate = await attest.given.candidate();
    const sessions = await sessionsOf(candidate, 10);

    const replies = await Promise.all(
      [0, 1, 2, 3, 4].flatMap((at) => sessions.map((session) => save(candidate, session, at))),
    );

    expect(replies.map(({ status }) => status)).toEqual(replies.map(() => 200));
    expect((await Promise.all(sessions.map(stored))).map(({ length }) => length)).toEqual(
      sessions.map(() => 5),
    );
    expect(await brokenInvariants(attest.databaseUrl)).toEqual([]);
  });

  it('that wait too long for their rows are told when to come again, and nothing is lost', async () => {
    const candidate = await attest.given.candidate();
    const sessions = await sessionsOf(candidate, 4);
    const holder = await hold();

    const refused = await Promise.all([
      ...sessions.map((session) => save(candidate, session)),
      attest.as(candidate).post(`/exam-sessions/${String(sessions[0]?.id)}/submit`, { epoch: 1 }),
      attest.as(candidate).post(`/exam-sessions/${String(sessions[1]?.id)}/resume`, {}),
    ]);
    await holder.query('COMMIT');
    const repeated = await Promise.all(sessions.map((session) => save(candidate, session)));

    for (const reply of refused) expect(reply).toBeProblem('overloaded');
    expect(refused.map(({ headers }) => Number(headers.get('retry-after')))).toEqual(refused.map(() => 2));
    expect(repeated.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect((await Promise.all(sessions.map(stored))).map(({ length }) => length)).toEqual([1, 1, 1, 1]);
  });
});

describe('connections that break', () => {
  it('while nothing happens on them are replaced unnoticed', async () => {
    const { candidate, session } = await attest.given.openSession();
    await save(candidate, session, 0);

    await endConnections('attest saves');
    await expect.poll(async () => (await save(candidate, session, 1)).status).toBe(200);
    await endConnections('attest');
    await expect
      .poll(async () => (await attest.as(candidate).get(`/exam-sessions/${session.id}`)).status)
      .toBe(200);

    expect(await stored(session)).toHaveLength(2);
  });

  it('in the middle of a save are no fault of the request, which can be repeated', async () => {
    const { candidate, session } = await attest.given.openSession();
    const holder = await hold();
    const saving = save(candidate, session);
    await untilWaiting(attest.databaseUrl, 'attest saves');

    await endConnections('attest saves');
    const broken = await saving;
    await holder.query('COMMIT');
    const repeated = await save(candidate, session);

    expect(broken).toBeProblem('overloaded');
    expect(repeated.status).toBe(200);
    expect(await stored(session)).toHaveLength(1);
  });

  it('in the middle of a submit leave the session as it was', async () => {
    const { candidate, session } = await attest.given.openSession();
    const path = `/exam-sessions/${session.id}/submit`;
    const body = { epoch: 1, responses: [respondTo(session.form.items[0])] };
    const holder = await hold();
    const submitting = attest.as(candidate).post(path, body);
    await untilWaiting(attest.databaseUrl, 'attest');

    await endConnections('attest');
    const broken = await submitting;
    await holder.query('COMMIT');

    expect(broken).toBeProblem('overloaded');
    expect(await attest.rows('SELECT status FROM exam_sessions')).toEqual([{ status: 'active' }]);
    expect(await stored(session)).toEqual([]);
    await expect.poll(async () => (await attest.as(candidate).post(path, body)).status).toBe(200);
  });
});
