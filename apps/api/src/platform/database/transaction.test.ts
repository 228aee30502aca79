import { expect, it } from 'vitest';
import { useAttest } from '../../../../../tests/support/app.ts';
import { startProcess } from '../../../../../tests/support/attest-process.ts';
import { untilWaiting, secondConnection } from '../../../../../tests/support/second-connection.ts';
import { Transaction } from './transaction.ts';

const attest = useAttest();

it('a statement by itself that loses a deadlock is run again', async () => {
  const { app, close } = await startProcess(attest.databaseUrl);
  const [one, other] = await Promise.all([attest.given.candidate(), attest.given.candidate()]);
  const rival = await secondConnection(attest.databaseUrl);
  await rival.query(`SET deadlock_timeout = '10s'`);
  await rival.query('BEGIN');
  await rival.query(`UPDATE accounts SET display_name = 'Rival' WHERE id = $1`, [other.id]);

  // Takes one, then waits for the other; the rival then waits for one: ours finds the deadlock and loses.
  const renaming = app.get(Transaction, { strict: false }).rows(
    `UPDATE accounts SET display_name = 'Ours' FROM (
       SELECT id FROM accounts WHERE id = ANY ($1) ORDER BY id = $2 FOR UPDATE) a WHERE accounts.id = a.id`,
    [[one.id, other.id], other.id],
  );
  await untilWaiting(attest.databaseUrl, 'attest');
  await rival.query(`UPDATE accounts SET display_name = 'Rival' WHERE id = $1`, [one.id]);
  await rival.query('COMMIT');
  await renaming;

  expect(await attest.rows('SELECT DISTINCT display_name FROM accounts')).toEqual([{ display_name: 'Ours' }]);
  await close();
});
