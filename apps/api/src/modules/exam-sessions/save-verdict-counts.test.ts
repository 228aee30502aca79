import { expect, it, onTestFinished } from 'vitest';
import { respondTo } from '../../../../../tests/support/answers.ts';
import { useAttest } from '../../../../../tests/support/app.ts';
import { startProcess } from '../../../../../tests/support/attest-process.ts';
import { bankTables, provideBank } from '../../../../../tests/support/bank.ts';

const attest = useAttest({ prepare: provideBank, keptTables: bankTables });

it('responses are counted by what became of them', async () => {
  const { candidate, session } = await attest.given.openSession();
  const process = await startProcess(attest.databaseUrl, { PUBLIC_URL: attest.url });
  onTestFinished(process.close);
  const client = process.as(candidate);
  const [first, second, third] = session.form.items;
  const save = async (epoch: number, ...responses: unknown[]) =>
    (await client.put(`/exam-sessions/${session.id}/responses`, { epoch, responses })).status;

  expect(await save(1, respondTo(first), respondTo(second), respondTo(third))).toBe(200);
  expect(await save(1, respondTo(first), respondTo(second))).toBe(200);
  expect(await save(1, { ...respondTo(third), value: {} })).toBe(200);
  expect(await save(7, respondTo(first, 2), respondTo(second, 2))).toBe(409);
  // Which the sweep cannot close meanwhile: it has a receipt.
  await attest.rows(
    `INSERT INTO receipts (session_id, closing, body, digest, created_at) VALUES ($1, 1, '{}', '', attest_now())`,
    [session.id],
  );
  await attest.rows(`UPDATE exam_sessions SET deadline = attest_now() - grace - interval '1 millisecond'`);
  expect(await save(1, respondTo(first, 3))).toBe(409);

  const { text } = await client.get('//metrics');
  const counts = [...text.matchAll(/^attest_saved_responses_total\{verdict="(\w+)"\} (\d+)$/gm)];
  expect(Object.fromEntries(counts.map(([, verdict, count]) => [verdict, Number(count)]))).toEqual({
    accepted: 3,
    known: 2,
    superseded: 1,
    refused: 2,
    late: 1,
  });
});
