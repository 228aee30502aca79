import { ExamSessionId, ResponsesReceipt, SessionReceipt } from '@attest/contracts';
import { expect, it, onTestFinished } from 'vitest';
import { ScoreSession } from '../apps/api/src/modules/scoring/score-session.ts';
import { respondTo } from './support/answers.ts';
import { useAttest } from './support/app.ts';
import { startProcess } from './support/attest-process.ts';
import { bankTables, provideBank } from './support/bank.ts';
import type { History, Told } from './support/history-invariants.ts';
import { brokenInvariants } from './support/invariants.ts';

const attest = useAttest({ prepare: provideBank, keptTables: bankTables });

/** A session that was saved, handed in and scored, with what its candidate remembers. */
const finishedSession = async (): Promise<{ sessionId: string; history: History; text: string }> => {
  const { candidate, session } = await attest.given.openSession();
  const path = `/exam-sessions/${session.id}`;
  const responses = session.form.items.slice(0, 4).map((item) => respondTo(item));
  const saved = await attest.as(candidate).put(`${path}/responses`, { epoch: 1, responses });
  expect(saved.read(ResponsesReceipt).accepted).toHaveLength(4);
  const receipt = await attest.as(candidate).post(`${path}/submit`, { epoch: 1 });
  expect(receipt.read(SessionReceipt).answeredCount).toBe(4);
  const readOutcome = () => attest.as(candidate).get(`${path}/outcome`);
  await expect.poll(async () => (await readOutcome()).status, { timeout: 15_000 }).toBe(200);
  const sent = responses.map((response) => ({ sessionId: session.id, ...response }));
  const told: Told[] = [
    { told: 'held', sessionId: session.id, epoch: 1, by: 'one tab' },
    { told: 'receipt', sessionId: session.id, text: receipt.text },
  ];
  return { sessionId: session.id, history: { sent, acknowledged: sent, told }, text: receipt.text };
};

/** Past all constraints: what is broken here could only come about by a fault of the database itself. */
const breakRows = (sql: string) =>
  attest.rows(`DO $$ BEGIN SET LOCAL session_replication_role = replica; ${sql}; END $$`);

it('finds nothing wrong with a session that was sat as it should be', async () => {
  const { history } = await finishedSession();

  expect(await brokenInvariants(attest.databaseUrl, { history })).toEqual([]);
});

it.each([
  { broken: 'I1 an acknowledged', by: 'DELETE FROM responses WHERE item_no = 2' },
  { broken: 'I1 an acknowledged', by: `UPDATE responses SET value = '{}' WHERE item_no = 2` },
  {
    broken: 'I2 only what was sent',
    by: `UPDATE responses SET value = '{}', revision = 9 WHERE item_no = 2`,
  },
  {
    broken: 'I2 only what was sent',
    by: `INSERT INTO responses SELECT session_id, 9, 1, 1, value, '{}', saved_at FROM responses WHERE item_no = 1`,
  },
  {
    broken: 'I3 no response',
    by: `UPDATE responses r SET saved_at = s.deadline + s.grace + interval '1 second' FROM exam_sessions s`,
  },
  { broken: 'I4 the receipt matches', by: 'UPDATE responses SET revision = revision + 1 WHERE item_no = 1' },
  { broken: 'I4 the receipt matches', by: `UPDATE responses SET value = NULL WHERE item_no = 1` },
  { broken: 'I4 the receipt a candidate holds', by: `UPDATE receipts SET body = body || ' '` },
  { broken: 'I5 a session has one receipt', by: 'DELETE FROM receipts' },
  {
    broken: 'I5 a session has one receipt',
    by: 'INSERT INTO receipts SELECT session_id, body, digest, created_at, 2 FROM receipts',
  },
  { broken: 'I5 a session has one receipt', by: 'UPDATE outcomes SET closing = 0' },
  { broken: 'I5 a closed session is scored once', by: 'DELETE FROM outcomes' },
  {
    broken: 'I5 a closed session is scored once',
    by: `DELETE FROM outcomes;
         INSERT INTO outbox (id, kind, payload, created_at, available_at, last_fault)
         VALUES (gen_random_uuid(), 'exam-session-closed', '{}', now(), now() + interval '1 day', 'of another one')`,
  },
  {
    broken: 'I5 each end of a session',
    by: `INSERT INTO outbox (id, kind, payload, created_at, available_at, delivered_at)
         SELECT gen_random_uuid(), kind, payload, created_at, available_at, delivered_at FROM outbox`,
  },
  {
    broken: 'I6 the totals',
    by: `UPDATE outcomes SET body = jsonb_set(body::jsonb, '{answeredCount}', '5')::text`,
  },
  {
    broken: 'I6 the totals',
    by: `UPDATE outcomes SET body = jsonb_set(body::jsonb, '{rawScore}', '99')::text`,
  },
  {
    broken: 'I6 the totals',
    by: `UPDATE outcomes SET body = replace(body, '"missed"', '"correct"')`,
  },
  {
    broken: 'I6 the totals',
    by: `UPDATE outcomes SET body = jsonb_set(body::jsonb, '{maximumRawScore}', '99')::text`,
  },
  {
    broken: 'I6 the totals',
    by: `UPDATE outcomes SET body = jsonb_set(body::jsonb, '{domains,0,itemCount}', '99')::text`,
  },
  {
    broken: 'I7 every response',
    by: `INSERT INTO responses SELECT session_id, 99, 1, 1, value, '{}', saved_at FROM responses WHERE item_no = 1`,
  },
  { broken: 'I8 a session has one form', by: 'DELETE FROM session_forms' },
  { broken: 'I8 a session has one form', by: 'UPDATE responses SET epoch = 2 WHERE item_no = 1' },
  {
    broken: 'I11 the events of a session form',
    by: `UPDATE session_events SET actor_id = NULL WHERE seq = 2`,
  },
  { broken: 'I11 the events of a session form', by: 'DELETE FROM session_events WHERE seq = 2' },
  {
    broken: 'I11 the events of a session form',
    by: 'DELETE FROM session_events WHERE seq = (SELECT last_seq FROM session_logs)',
  },
  { broken: 'I11 the events of a session explain', by: `UPDATE exam_sessions SET status = 'active'` },
  { broken: 'I11 the events of a session explain', by: 'DELETE FROM session_logs' },
  {
    broken: 'I12 work after a commit',
    by: `INSERT INTO outbox (id, kind, payload, created_at, available_at)
         VALUES (gen_random_uuid(), 'exam-session-closed', '{}', now(), now() + interval '1 day')`,
  },
])('reports “$broken …” after $by', async ({ broken, by }) => {
  const { history } = await finishedSession();

  await breakRows(by);

  const reported = await brokenInvariants(attest.databaseUrl, { history });
  expect(reported).toContainEqual(expect.stringMatching(`^${broken}`));
});

it.each([
  { broken: 'an epoch has one holder', epoch: 1 },
  { broken: 'an epoch that was given out is stored', epoch: 2 },
])('reports “I8 $broken” when another tab was told that it holds epoch $epoch', async ({ broken, epoch }) => {
  const { sessionId, history } = await finishedSession();
  const told: Told[] = [...(history.told ?? []), { told: 'held', sessionId, epoch, by: 'another tab' }];

  const reported = await brokenInvariants(attest.databaseUrl, { history: { ...history, told } });

  expect(reported).toEqual([`I8 ${broken}: ${sessionId} epoch ${String(epoch)}`]);
});

it('reports I6 when an outcome is not what its inputs give', async () => {
  const { sessionId } = await finishedSession();
  const { app, close } = await startProcess(attest.databaseUrl);
  onTestFinished(close);
  const scoring = app.get(ScoreSession, { strict: false });
  const recompute = (id: string) => scoring.recompute(ExamSessionId.parse(id));
  const before = await brokenInvariants(attest.databaseUrl, { recompute });

  await breakRows(`UPDATE outcomes SET body = replace(body, '"rules":"', '"rules":"0')`);

  expect(before).toEqual([]);
  expect(await brokenInvariants(attest.databaseUrl, { recompute })).toEqual([
    `I6 an outcome can be recomputed: ${sessionId}`,
  ]);
});
