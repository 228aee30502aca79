import { ExamSessionId, Outcome, ResponsesReceipt, RunningSession, SessionReceipt } from '@attest/contracts';
import { expect, it, onTestFinished } from 'vitest';
import { ScoreSession } from '../apps/api/src/modules/scoring/score-session.ts';
import { respondTo } from './support/answers.ts';
import { useAttest } from './support/app.ts';
import { startProcess } from './support/attest-process.ts';
import { bankTables, provideBank } from './support/bank.ts';
import { brokenInvariants } from './support/invariants.ts';

const attest = useAttest({ prepare: provideBank, keptTables: bankTables });

/** A second process behind the same address. */
const second = async () => {
  const other = await startProcess(attest.databaseUrl, { PUBLIC_URL: attest.url });
  onTestFinished(other.close);
  return other;
};

it('two processes share an exam session: start on one, save on the other, submit on the first, outcome on the second', async () => {
  const other = await second();
  const { candidate, session } = await attest.given.openSession();
  const path = `/exam-sessions/${session.id}`;
  const responses = session.form.items.slice(0, 4).map((item) => respondTo(item));
  const sent = responses.map((response) => ({ sessionId: session.id, ...response }));

  const again = (await other.as(candidate).post(`${path}/start`)).read(RunningSession);
  const saved = await other.as(candidate).put(`${path}/responses`, { epoch: 1, responses });
  const repeated = await attest.as(candidate).put(`${path}/responses`, { epoch: 1, responses });
  const receipt = await attest.as(candidate).post(`${path}/submit`, { epoch: 1 });
  const late = await other.as(candidate).put(`${path}/responses`, { epoch: 1, responses });
  const receiptAgain = await other.as(candidate).post(`${path}/submit`, { epoch: 1 });
  const readOutcome = () => other.as(candidate).get(`${path}/outcome`);
  await expect.poll(async () => (await readOutcome()).status, { timeout: 15_000 }).toBe(200);

  expect(again).toMatchObject({ epoch: 1, deadline: session.deadline, form: session.form });
  expect(saved.read(ResponsesReceipt).accepted).toHaveLength(4);
  expect(repeated.read(ResponsesReceipt)).toMatchObject({ superseded: [] });
  expect(receipt.read(SessionReceipt).answeredCount).toBe(4);
  expect(late).toBeProblem('session-not-active');
  expect(receiptAgain.text).toBe(receipt.text);
  expect((await readOutcome()).read(Outcome).answeredCount).toBe(4);
  const scoring = other.app.get(ScoreSession, { strict: false });
  expect(
    await brokenInvariants(attest.databaseUrl, {
      history: { sent, acknowledged: sent },
      recompute: (id) => scoring.recompute(ExamSessionId.parse(id)),
    }),
  ).toEqual([]);
});

it('a session that is resumed on one process is lost to its former holder on the other', async () => {
  const other = await second();
  const { candidate, session } = await attest.given.openSession();
  const path = `/exam-sessions/${session.id}`;
  const body = (epoch: number) => ({ epoch, responses: [respondTo(session.form.items[0])] });
  await other.as(candidate).put(`${path}/responses`, body(1));

  await attest.as(candidate).post(`${path}/resume`, {});

  expect(await other.as(candidate).put(`${path}/responses`, body(1))).toBeProblem(
    'session-continued-elsewhere',
  );
  expect((await other.as(candidate).put(`${path}/responses`, body(2))).status).toBe(200);
});

it('fifty starts and fifty submits over both processes give one deadline and one receipt', async () => {
  const other = await second();
  const { candidate, session } = await attest.given.bookedSession();
  const clients = [attest.as(candidate), other.as(candidate)];
  const fromBoth = (path: string, body?: unknown) =>
    Promise.all(Array.from({ length: 25 }, () => clients.map((client) => client.post(path, body))).flat());

  const starts = await fromBoth(`/exam-sessions/${session.id}/start`);
  const submits = await fromBoth(`/exam-sessions/${session.id}/submit`, { epoch: 1 });

  expect(new Set(starts.map((reply) => reply.read(RunningSession).deadline)).size).toBe(1);
  expect(new Set(submits.map(({ text }) => text)).size).toBe(1);
  expect(submits[0]?.status).toBe(200);
});

it('a sign-out on one process ends saving on the other within five seconds', async () => {
  const other = await second();
  const { candidate, session } = await attest.given.openSession();
  const client = other.as(candidate);
  const save = async () => {
    const body = { epoch: 1, responses: [respondTo(session.form.items[0])] };
    return (await client.put(`/exam-sessions/${session.id}/responses`, body)).status;
  };
  expect(await save()).toBe(200);

  await attest.as(candidate).post('/sign-out');

  await expect.poll(save, { timeout: 10_000, interval: 250 }).toBe(401);
});
