import { ResponsesReceipt } from '@attest/contracts';
import { describe, expect, it, onTestFinished } from 'vitest';
import { respondTo } from '../../../../../tests/support/answers.ts';
import { useAttest } from '../../../../../tests/support/app.ts';
import { startProcess } from '../../../../../tests/support/attest-process.ts';
import { bankTables, provideBank } from '../../../../../tests/support/bank.ts';
import { HttpClient } from '../../../../../tests/support/http-client.ts';
import { detailOf } from '../../../../../tests/support/problem-detail.ts';
import { secondConnection, untilWaiting } from '../../../../../tests/support/second-connection.ts';

const attest = useAttest({ prepare: provideBank, keptTables: bankTables });
const own = 'attest readiness';

/** A process with one connection for requests, and what balancers ask it. */
async function smallProcess() {
  const process = await startProcess(attest.databaseUrl, { PUBLIC_URL: attest.url, DATABASE_POOL_SIZE: '1' });
  onTestFinished(process.close);
  return { ...process, askReady: () => new HttpClient(process.url).get('//health/ready') };
}

const ownConnections = () =>
  attest.rows(
    'SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND application_name = $1',
    [own],
  );

describe('readiness', () => {
  it('is kept, and answers are saved, while those who read hold every connection of the requests', async () => {
    const { candidate, session } = await attest.given.openSession();
    const process = await smallProcess();
    const client = process.as(candidate);
    const save = (at: number) =>
      client.put(`/exam-sessions/${session.id}/responses`, {
        epoch: 1,
        responses: [respondTo(session.form.items[at])],
      });
    await save(0);
    const holder = await secondConnection(attest.databaseUrl);
    await holder.query('BEGIN; LOCK TABLE exams IN ACCESS EXCLUSIVE MODE');
    const reader = client.get('/exams');
    await untilWaiting(attest.databaseUrl, 'attest');

    const [ready, saved] = await Promise.all([process.askReady(), save(1)]);

    expect(ready.status).toBe(200);
    expect(saved.read(ResponsesReceipt).accepted).toHaveLength(1);
    await holder.query('COMMIT');
    await reader;
  });

  it('is refused with the reason while the database does not answer within a second, and comes back', async () => {
    const { askReady } = await smallProcess();
    const holder = await secondConnection(attest.databaseUrl);
    await holder.query('BEGIN; LOCK TABLE migrations IN ACCESS EXCLUSIVE MODE');

    const refused = await Promise.all([askReady(), askReady(), askReady()]);
    await holder.query('COMMIT');

    for (const reply of refused) {
      expect(reply).toBeProblem('not-ready');
      expect(detailOf(reply)).toBe('The database does not answer within a second.');
    }
    await expect.poll(async () => (await askReady()).status).toBe(200);
  });

  it('asks on one connection, makes it anew when it broke, and leaves none behind', async () => {
    const before = (await ownConnections()).length;
    const process = await startProcess(attest.databaseUrl);
    const askReady = () => new HttpClient(process.url).get('//health/ready');
    await Promise.all([askReady(), askReady()]);
    expect(await ownConnections()).toHaveLength(before + 1);

    await attest.rows(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = $1',
      [own],
    );

    await expect.poll(async () => (await askReady()).status).toBe(200);
    await process.close();
    await expect.poll(async () => (await ownConnections()).length).toBeLessThanOrEqual(before);
  });
});
