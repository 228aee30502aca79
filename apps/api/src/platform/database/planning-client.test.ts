import { ResponsesReceipt } from '@attest/contracts';
import { expect, it, onTestFinished } from 'vitest';
import { respondTo } from '../../../../../tests/support/answers.ts';
import { useAttest } from '../../../../../tests/support/app.ts';
import { startProcess } from '../../../../../tests/support/attest-process.ts';
import { bankTables, provideBank } from '../../../../../tests/support/bank.ts';
import { Given } from '../../../../../tests/support/given.ts';
import { PlanningClient } from './planning-client.ts';
import { Transaction } from './transaction.ts';

const attest = useAttest({ prepare: provideBank, keptTables: bankTables });

const planned = `SELECT statement FROM pg_prepared_statements WHERE statement LIKE '%' || $1 || '%'`;

it('a statement with values is planned once, any other not at all', async () => {
  const client = new PlanningClient(attest.databaseUrl);
  await client.connect();
  onTestFinished(() => client.end());

  await client.query('SELECT 1 AS unplanned');
  await client.query('SELECT 2 AS unplanned; SELECT 3');
  const [first, second] = [
    await client.query('SELECT $1::int AS once', [1]),
    await client.query('SELECT $1::int AS once', [2]),
  ];

  expect([first.rows, second.rows]).toEqual([[{ once: 1 }], [{ once: 2 }]]);
  expect((await client.query(planned, ['AS once'])).rows).toHaveLength(1);
  expect((await client.query(planned, ['unplanned'])).rows).toHaveLength(0);
});

it('texts without end are not all kept', async () => {
  const client = new PlanningClient(attest.databaseUrl);
  await client.connect();
  onTestFinished(() => client.end());

  for (let number = 0; number < 1_200; number += 1) {
    await client.query(`SELECT $1::int + ${String(number)} AS varied`, [1]);
  }

  expect((await client.query(planned, ['AS varied'])).rows.length).toBeLessThanOrEqual(1_000);
});

it('nothing is, where a pooler knows no names, and an exam goes on there', async () => {
  const process = await startProcess(attest.databaseUrl, { PREPARED_STATEMENTS: 'no' });
  onTestFinished(process.close);
  const given = new Given(process.url, attest.databaseUrl);
  const { candidate, session } = await given.openSession();

  const saved = await process.as(candidate).put(`/exam-sessions/${session.id}/responses`, {
    epoch: 1,
    responses: [respondTo(session.form.items[0])],
  });

  expect(saved.read(ResponsesReceipt).accepted).toHaveLength(1);
  const transaction = process.app.get(Transaction, { strict: false });
  expect(await transaction.rows(planned, [''])).toEqual([]);
});
