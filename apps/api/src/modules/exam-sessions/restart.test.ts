import {
  ExamSessionWithResponses,
  ResponsesReceipt,
  RunningSession,
  SessionReceipt,
} from '@attest/contracts';
import { afterEach, beforeAll, expect, it, onTestFinished } from 'vitest';
import { respondTo, storedResponses } from '../../../../../tests/support/answers.ts';
import { startProcess } from '../../../../../tests/support/attest-process.ts';
import { bankTables, provideBank } from '../../../../../tests/support/bank.ts';
import { freshDatabase, query, truncateAll } from '../../../../../tests/support/database.ts';
import { Given } from '../../../../../tests/support/given.ts';
import { secondConnection, untilWaiting } from '../../../../../tests/support/second-connection.ts';

let databaseUrl: string;

beforeAll(async () => {
  databaseUrl = await freshDatabase();
  await provideBank(databaseUrl);
});
afterEach(() => truncateAll(databaseUrl, bankTables));

/** An application whose end the test decides. */
const start = async () => {
  const running = await startProcess(databaseUrl);
  let isClosed = false;
  const close = async () => {
    if (isClosed) return;
    isClosed = true;
    await running.close();
  };
  onTestFinished(close);
  return { ...running, close, given: new Given(running.url, databaseUrl) };
};
const connections = () =>
  query(
    databaseUrl,
    `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'attest%'`,
  );

it('loses nothing of a session when it is restarted in the middle', async () => {
  const first = await start();
  const { candidate, session } = await first.given.openSession();
  const path = `/exam-sessions/${session.id}`;
  const [before, after] = [respondTo(session.form.items[0]), respondTo(session.form.items[1])];
  await first.as(candidate).put(`${path}/responses`, { epoch: 1, responses: [before] });
  await first.close();
  const second = await start();

  const saved = await second.as(candidate).put(`${path}/responses`, { epoch: 1, responses: [after] });
  const read = await second.as(candidate).get(path);
  const resumed = await second.as(candidate).post(`${path}/resume`, {});
  const receipt = await second.as(candidate).post(`${path}/submit`, { epoch: 2 });

  expect(saved.read(ResponsesReceipt).accepted).toEqual([[after.itemId, 1]]);
  expect(read.read(ExamSessionWithResponses).responses.map(({ itemId }) => itemId)).toEqual([
    before.itemId,
    after.itemId,
  ]);
  expect(resumed.read(RunningSession)).toMatchObject({
    epoch: 2,
    deadline: session.deadline,
    form: session.form,
  });
  expect(receipt.read(SessionReceipt).answeredCount).toBe(2);
});

it('answers the saves and submits under way before it stops', async () => {
  const running = await start();
  const candidate = await running.given.candidate();
  const sessions: RunningSession[] = [];
  // Which of the two connections stores a session's saves depends on its id.
  const connectionsOf = (some: readonly RunningSession[]) =>
    new Set(some.map(({ id }) => id.charCodeAt(id.length - 1) % 2)).size;
  while (sessions.length < 4 || connectionsOf(sessions.slice(1)) < 2) {
    sessions.push((await running.given.openSession({ candidate })).session);
  }
  const other = await secondConnection(databaseUrl);
  await other.query('BEGIN');
  await other.query('SELECT 1 FROM exam_sessions FOR UPDATE');

  // Two saves wait for their rows, the others for a connection.
  const [submitted, ...saved] = sessions;
  const bodyFor = ({ form }: RunningSession) => ({ epoch: 1, responses: [respondTo(form.items[0])] });
  const saves = saved.map((session) =>
    running.as(candidate).put(`/exam-sessions/${session.id}/responses`, bodyFor(session)),
  );
  const submit = running.as(candidate).post(`/exam-sessions/${String(submitted?.id)}/submit`, { epoch: 1 });
  await untilWaiting(databaseUrl, 'attest saves', 2);
  await untilWaiting(databaseUrl, 'attest', 1);
  const closing = running.close();
  await expect
    .poll(() =>
      fetch(`${running.url}/health/live`).then(
        ({ ok }) => ok,
        () => false,
      ),
    )
    .toBe(false);
  await other.query('COMMIT');

  expect((await Promise.all(saves)).map(({ status }) => status)).toEqual(saved.map(() => 200));
  expect((await submit).status).toBe(200);
  await closing;
  const rows = await Promise.all(saved.map(({ id }) => storedResponses(databaseUrl, id)));
  expect(rows.map(({ length }) => length)).toEqual(saved.map(() => 1));
});

it('leaves no connection behind when it has stopped', async () => {
  const running = await start();
  const { candidate, session } = await running.given.openSession();
  const body = { epoch: 1, responses: [respondTo(session.form.items[0])] };
  await running.as(candidate).put(`/exam-sessions/${session.id}/responses`, body);
  expect((await connections()).length).toBeGreaterThan(0);

  await running.close();

  await expect.poll(async () => (await connections()).length).toBe(0);
});

it('goes on with what was asked for before it stopped: the outcome of a submitted session', async () => {
  const first = await start();
  const { candidate, session } = await first.given.openSession();
  await first.as(candidate).post(`/exam-sessions/${session.id}/submit`, { epoch: 1 });
  await first.close();
  const second = await start();

  const outcome = () => second.as(candidate).get(`/exam-sessions/${session.id}/outcome`);

  await expect.poll(async () => (await outcome()).status, { timeout: 15_000 }).toBe(200);
});
