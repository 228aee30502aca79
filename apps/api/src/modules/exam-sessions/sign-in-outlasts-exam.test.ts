import { ResponsesReceipt, RunningSession, SessionReceipt } from '@attest/contracts';
import { describe, expect, it, onTestFinished } from 'vitest';
import { respondTo } from '../../../../../tests/support/answers.ts';
import { useAttest } from '../../../../../tests/support/app.ts';
import { startProcess } from '../../../../../tests/support/attest-process.ts';
import { bankTables, provideBank } from '../../../../../tests/support/bank.ts';
import type { Person } from '../../../../../tests/support/given.ts';
import type { HttpClient } from '../../../../../tests/support/http-client.ts';

const attest = useAttest({
  prepare: provideBank,
  keptTables: bankTables,
  environment: { SIGN_IN_HOURS: '1' },
});

const hour = 3600;

describe('a sign-in shorter than the exam', () => {
  it('lasts until the last answer of the grace is saved, submitted and read back', async () => {
    const { candidate, session } = await attest.given.openSession({ minutes: 180, graceSeconds: 60 });
    await attest.databaseClock.advance(3 * hour + 30);

    const client = await inAnotherProcess(candidate);
    const saved = await save(client, session);
    const submitted = await client.post(`/exam-sessions/${session.id}/submit`, { epoch: 1 });

    expect(saved.read(ResponsesReceipt).accepted).toHaveLength(1);
    expect(submitted.read(SessionReceipt).closedBy).toBe('candidate');
    await attest.databaseClock.advance(hour / 2);
    const later = await inAnotherProcess(candidate);
    expect((await later.get(`/exam-sessions/${session.id}`)).status).toBe(200);
  });

  it('ends all the same once the exam is long over', async () => {
    const { candidate } = await attest.given.openSession({ minutes: 180, graceSeconds: 60 });

    await attest.databaseClock.advance(5 * hour);

    expect(await (await inAnotherProcess(candidate)).get('/me')).toBeProblem('sign-in-required');
  });

  it('lasts as long for whoever continues the exam with it', async () => {
    const { candidate, session } = await attest.given.openSession({ minutes: 180 });
    const second = { ...candidate, client: attest.stranger };
    await second.client.post('/sign-in', { email: candidate.email, password: candidate.password });

    const resumed = await second.client.post(`/exam-sessions/${session.id}/resume`, {});
    await attest.databaseClock.advance(2.5 * hour);

    const { epoch } = resumed.read(RunningSession);
    expect((await save(await inAnotherProcess(second), session, epoch)).status).toBe(200);
  });

  it('outlasts a long evening of study, which has no deadline', async () => {
    const exam = await attest.given.exam({ modes: ['exam', 'study'] });
    const { candidate, session } = await attest.given.openSession({ exam, mode: 'study' });

    await attest.databaseClock.advance(12 * hour);

    expect((await save(await inAnotherProcess(candidate), session)).status).toBe(200);
  });

  it('is never cut short by an exam', async () => {
    const { candidate } = await attest.given.openSession({ minutes: 300 });
    await attest.given.openSession({ candidate, minutes: 10 });

    await attest.databaseClock.advance(5 * hour);

    expect((await (await inAnotherProcess(candidate)).get('/me')).status).toBe(200);
  });

  it('is kept by the browser for as long', async () => {
    const { email, password } = await attest.given.candidate();

    const { headers } = await attest.stranger.post('/sign-in', { email, password });

    const [, maxAge] = /max-age=(\d+)/i.exec(headers.getSetCookie().join()) ?? [];
    expect(Number(maxAge)).toBeGreaterThan(30 * 24 * hour);
  });
});

/** Every process knows for some seconds who was there; another one has to look. */
async function inAnotherProcess(person: Person): Promise<HttpClient> {
  const other = await startProcess(attest.databaseUrl);
  onTestFinished(other.close);
  return other.as(person);
}

function save(client: HttpClient, session: RunningSession, epoch = 1) {
  const responses = [respondTo(session.form.items[0])];
  return client.put(`/exam-sessions/${session.id}/responses`, { epoch, responses });
}
