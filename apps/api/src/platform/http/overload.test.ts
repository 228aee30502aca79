import { describe, expect, it, onTestFinished } from 'vitest';
import { respondTo } from '../../../../../tests/support/answers.ts';
import { useAttest } from '../../../../../tests/support/app.ts';
import { bankTables, provideBank } from '../../../../../tests/support/bank.ts';
import { detailOf } from '../../../../../tests/support/problem-detail.ts';
import { secondConnection } from '../../../../../tests/support/second-connection.ts';
import { Load } from '../health/load.ts';
import { startProcess } from '../../../../../tests/support/attest-process.ts';

const attest = useAttest({ prepare: provideBank, keptTables: bankTables });
const comeLater = 'Answers of running exams come first at the moment. Try again in a few seconds.';

/** A process with two connections for requests, all held up by whoever reads exams. */
async function crowdedProcess() {
  const process = await startProcess(attest.databaseUrl, { PUBLIC_URL: attest.url, DATABASE_POOL_SIZE: '2' });
  onTestFinished(process.close);
  return { ...process, load: process.app.get(Load, { strict: false }) };
}

describe('an overloaded process', () => {
  it('turns lists away and still saves and submits', async () => {
    const { candidate, session } = await attest.given.openSession();
    const process = await crowdedProcess();
    const client = process.as(candidate);
    const path = `/exam-sessions/${session.id}`;
    const save = (at: number) =>
      client.put(`${path}/responses`, { epoch: 1, responses: [respondTo(session.form.items[at])] });
    expect((await save(0)).status).toBe(200);
    const holder = await secondConnection(attest.databaseUrl);
    await holder.query('BEGIN; LOCK TABLE exams IN ACCESS EXCLUSIVE MODE');
    const crowd = Array.from({ length: 12 }, () => client.get('/exams'));
    await expect.poll(() => process.load.waitingPerConnection).toBeGreaterThanOrEqual(4);

    const list = await client.get('/exams');
    const saved = await save(1);

    expect(list).toBeProblem('overloaded');
    expect(detailOf(list)).toBe(comeLater);
    expect(Number(list.headers.get('retry-after'))).toBeGreaterThanOrEqual(2);
    expect(saved.status).toBe(200);
    await holder.query('COMMIT');
    await Promise.all(crowd);
    expect((await client.get('/exams')).status).toBe(200);
    expect((await client.post(`${path}/submit`, { epoch: 1 })).status).toBe(200);
    expect((await client.get('//metrics')).text).toMatch(/attest_shed_requests_total\{kind="list"\} \d/);
  });

  it('turns nobody away for one long computation', async () => {
    const process = await crowdedProcess();
    const person = await attest.given.candidate();

    const until = performance.now() + 700;
    while (performance.now() < until) Math.sqrt(until);
    const reply = await process.as(person).get('/exams');

    expect(reply.status).toBe(200);
  });
});
