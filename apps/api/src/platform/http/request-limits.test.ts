import { describe, expect, it, onTestFinished } from 'vitest';
import { respondTo } from '../../../../../tests/support/answers.ts';
import { useAttest } from '../../../../../tests/support/app.ts';
import { startProcess, type AttestProcess } from '../../../../../tests/support/attest-process.ts';
import { bankTables, provideBank } from '../../../../../tests/support/bank.ts';
import { HttpClient } from '../../../../../tests/support/http-client.ts';
import { countedAs, minuteMs, RequestCounts, requestsPerMinute } from './request-counts.ts';

const attest = useAttest({ prepare: provideBank, keptTables: bankTables });

/** A process with limits of its own. */
async function ownProcess(): Promise<AttestProcess> {
  const process = await startProcess(attest.databaseUrl);
  onTestFinished(process.close);
  return process;
}

/** As many lists as a minute allows. Counted and not sent: a slow machine takes longer than a minute for them. */
async function askForLists({ app }: AttestProcess, who: string, allowed: number): Promise<void> {
  const counts = app.get(RequestCounts, { strict: false });
  for (let asked = 0; asked < allowed; asked += 1)
    await counts.increment(countedAs(who, 'list'), minuteMs, allowed);
}

describe('whoever hammers lists', () => {
  it('has to wait, and may still answer, go on and change things', async () => {
    const { candidate, session } = await attest.given.openSession();
    const process = await ownProcess();
    const client = process.as(candidate);
    expect((await client.get('/exam-sessions')).status).toBe(200);

    await askForLists(process, candidate.id, requestsPerMinute.person);

    const list = await client.get('/exam-sessions');
    expect(list).toBeProblem('too-many-requests');
    expect(list.headers.get('retry-after')).toBe('60');
    const path = `/exam-sessions/${session.id}`;
    const save = { epoch: session.epoch, responses: [respondTo(session.form.items[0], 1)] };
    expect((await client.put(`${path}/responses`, save)).status).toBe(200);
    expect((await client.post(`${path}/resume`, {})).status).toBe(200);
    expect((await client.patch('/me', { displayName: 'Ann Other' })).status).toBe(200);
  });

  it('without being signed in does not keep others behind the address from signing in', async () => {
    const { email, password } = await attest.given.candidate();
    const process = await ownProcess();
    const stranger = new HttpClient(process.url);
    expect((await stranger.get('/exams')).status).toBe(200);

    await askForLists(process, '127.0.0.1', requestsPerMinute.address);

    expect(await stranger.get('/exams')).toBeProblem('too-many-requests');
    expect((await stranger.post('/sign-in', { email, password })).status).toBe(200);
  });
});
