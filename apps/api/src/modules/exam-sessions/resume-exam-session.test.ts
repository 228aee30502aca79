import { NewAccessToken, RunningSession } from '@attest/contracts';
import { describe, expect, it } from 'vitest';
import { respondTo, storedResponses } from '../../../../../tests/support/answers.ts';
import { useAttest } from '../../../../../tests/support/app.ts';
import { bankTables, provideBank } from '../../../../../tests/support/bank.ts';
import type { Person } from '../../../../../tests/support/given.ts';
import { HttpClient } from '../../../../../tests/support/http-client.ts';
import { secondConnection, untilWaiting } from '../../../../../tests/support/second-connection.ts';

const attest = useAttest({ prepare: provideBank, keptTables: bankTables });

const resume = (client: HttpClient, { id }: { readonly id: string }, body: object = {}) =>
  client.post(`/exam-sessions/${id}/resume`, body);
const signInElsewhere = async ({ email, password }: Person) => {
  const client = new HttpClient(attest.url);
  await client.post('/sign-in', { email, password });
  return client;
};

describe('resuming an exam session', () => {
  it('raises the epoch and returns what the start returned, with what is stored', async () => {
    const { candidate, session } = await attest.given.openSession();
    const saved = respondTo(session.form.items[0], 4);
    await attest
      .as(candidate)
      .put(`/exam-sessions/${session.id}/responses`, { epoch: 1, responses: [saved] });

    const resumed = (await resume(candidate.client, session)).read(RunningSession);

    expect(resumed).toEqual({
      ...session,
      epoch: 2,
      serverTime: resumed.serverTime,
      responses: [{ ...saved, marks: {} }],
    });
  });

  it('leaves the former holder with nothing but reading', async () => {
    const { candidate, session } = await attest.given.openSession();
    await resume(candidate.client, session);
    const body = { epoch: 1, responses: [respondTo(session.form.items[0], 9)] };

    const save = await attest.as(candidate).put(`/exam-sessions/${session.id}/responses`, body);
    const submit = await attest.as(candidate).post(`/exam-sessions/${session.id}/submit`, body);

    expect(save).toBeProblem('session-continued-elsewhere');
    expect(submit).toBeProblem('session-continued-elsewhere');
    expect(await storedResponses(attest.databaseUrl, session.id)).toEqual([]);
    expect((await attest.as(candidate).get(`/exam-sessions/${session.id}`)).body).toMatchObject({
      status: 'active',
    });
  });

  it('gives every one of twenty simultaneous requests an epoch of its own', async () => {
    const { candidate, session } = await attest.given.openSession();

    const replies = await Promise.all(Array.from({ length: 20 }, () => resume(candidate.client, session)));

    const epochs = replies.map((reply) => reply.read(RunningSession).epoch);
    expect(epochs.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, at) => at + 2));
  });

  it.each([
    ['not started', (client: HttpClient) => client.get('/me')],
    [
      'submitted',
      async (client: HttpClient, id: string) => {
        await client.post(`/exam-sessions/${id}/start`);
        return client.post(`/exam-sessions/${id}/submit`, { epoch: 1 });
      },
    ],
  ])('is refused for a session that is %s', async (_, prepare) => {
    const { candidate, session } = await attest.given.bookedSession();
    await prepare(candidate.client, session.id);

    expect(await resume(candidate.client, session)).toBeProblem('session-not-active');
  });

  it('knows no session of somebody else', async () => {
    const { session } = await attest.given.openSession();
    const { client } = await attest.given.candidate();

    expect(await resume(client, session)).toBeProblem('not-found');
  });
});

describe('resuming with another sign-in', () => {
  it('needs no password within ten minutes of entering it', async () => {
    const { candidate, session } = await attest.given.openSession();
    const elsewhere = await signInElsewhere(candidate);

    expect((await resume(elsewhere, session)).read(RunningSession).epoch).toBe(2);
  });

  it('needs the password later on, and the right one', async () => {
    const { candidate, session } = await attest.given.openSession();
    const elsewhere = await signInElsewhere(candidate);
    await attest.databaseClock.advance(11 * 60);

    const without = await resume(elsewhere, session);
    const wrong = await resume(elsewhere, session, { password: 'not this one' });
    const right = await resume(elsewhere, session, { password: candidate.password });

    expect(without).toBeProblem('password-needed-again');
    expect(wrong).toBeProblem('sign-in-refused');
    expect(right.read(RunningSession).epoch).toBe(2);
  });

  it('makes it the holder, so that the first sign-in needs the password to take it back', async () => {
    const { candidate, session } = await attest.given.openSession();
    const elsewhere = await signInElsewhere(candidate);
    await resume(elsewhere, session);
    await attest.databaseClock.advance(11 * 60);

    expect(await resume(candidate.client, session)).toBeProblem('password-needed-again');
    expect((await resume(elsewhere, session)).read(RunningSession).epoch).toBe(3);
  });

  it('needs the password when another sign-in took the session while the request waited', async () => {
    const { candidate, session } = await attest.given.openSession();
    await attest.databaseClock.advance(11 * 60);
    const other = await secondConnection(attest.databaseUrl);
    await other.query('BEGIN');
    await other.query('UPDATE exam_sessions SET epoch = 2, held_by = candidate_id WHERE session_id = $1', [
      session.id,
    ]);

    const waiting = resume(candidate.client, session);
    await untilWaiting(attest.databaseUrl, 'attest');
    await other.query('COMMIT');

    expect(await waiting).toBeProblem('password-needed-again');
    expect(await attest.rows('SELECT epoch FROM exam_sessions')).toEqual([{ epoch: 2 }]);
  });

  it('needs the password in the request of a program', async () => {
    const { candidate, session } = await attest.given.openSession();
    const made = await candidate.client.post('/access-tokens', { name: 'program', expiresInDays: 1 });
    const { token } = made.read(NewAccessToken);
    const program = new HttpClient(attest.url, { authorization: `Bearer ${token}` });

    expect(await resume(program, session)).toBeProblem('password-needed-again');
    const resumed = await resume(program, session, { password: candidate.password });
    expect(resumed.read(RunningSession).epoch).toBe(2);
    expect((await resume(program, session)).read(RunningSession).epoch).toBe(3);
  });
});
