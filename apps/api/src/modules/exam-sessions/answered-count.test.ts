import { ExamSession, ExamSessions, SessionReceipt, type ResponseValue } from '@attest/contracts';
import { expect, it } from 'vitest';
import { useAttest } from '../../../../../tests/support/app.ts';
import { bankTables, provideBank } from '../../../../../tests/support/bank.ts';

const attest = useAttest({ prepare: provideBank, keptTables: bankTables });

const noAnswers: readonly (ResponseValue | null)[] = [
  null,
  {},
  { RESPONSE: null },
  { RESPONSE: { kind: 'choice', selected: [] } },
  { RESPONSE: { kind: 'spans', selected: [] } },
  { RESPONSE: { kind: 'places', selected: [] } },
  { RESPONSE: { kind: 'order', order: [] } },
  { RESPONSE: { kind: 'match', pairs: [] } },
  { RESPONSE: { kind: 'matrix', cells: [] } },
  { RESPONSE: { kind: 'inline', blanks: {} } },
  { RESPONSE: { kind: 'text', text: ' \n' } },
  { RESPONSE: { kind: 'number', text: '' } },
];
const answers: readonly ResponseValue[] = [
  { RESPONSE: { kind: 'choice', selected: ['a'] } },
  { RESPONSE: { kind: 'order', order: ['a', 'b'] } },
  { RESPONSE: { kind: 'match', pairs: [['p', 'a']] } },
  { RESPONSE: { kind: 'inline', blanks: { x: 'a' } } },
  { RESPONSE: { kind: 'number', text: '0' } },
  { FIRST: { kind: 'text', text: '' }, SECOND: { kind: 'text', text: 'because' } },
];

it.each([
  { values: noAnswers, counted: 0, what: 'empty values' },
  { values: answers, counted: answers.length, what: 'answers' },
])('list, session and receipt agree on how much $what count', async ({ values, counted }) => {
  const { candidate, session } = await attest.given.openSession();
  await attest.rows(
    `INSERT INTO responses (session_id, item_no, revision, epoch, value, marks, saved_at)
     SELECT $1, item_no, 1, 1, nullif(value, 'null'), '{}', attest_now()
     FROM jsonb_array_elements($2) WITH ORDINALITY AS t(value, item_no)`,
    [session.id, JSON.stringify(values)],
  );
  const { client } = candidate;
  const counts = async () => {
    const { examSessions } = (await client.get('/exam-sessions')).read(ExamSessions);
    const read = (await client.get(`/exam-sessions/${session.id}`)).read(ExamSession);
    return [...examSessions.map(({ answeredCount }) => answeredCount), read.answeredCount];
  };

  const whileOpen = await counts();
  const reply = await client.post(`/exam-sessions/${session.id}/submit`, { epoch: 1 });
  const afterwards = await counts();

  expect(whileOpen).toEqual([counted, counted]);
  expect(reply.read(SessionReceipt).answeredCount).toBe(counted);
  expect(afterwards).toEqual([counted, counted]);
});
