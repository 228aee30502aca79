import { RunningSession } from '@attest/contracts';
import { describe, expect, it } from 'vitest';
import { respondTo } from '../../../../../tests/support/answers.ts';
import { useAttest } from '../../../../../tests/support/app.ts';
import { bankTables, provideBank } from '../../../../../tests/support/bank.ts';
import { HttpClient } from '../../../../../tests/support/http-client.ts';
import { brokenInvariants } from '../../../../../tests/support/invariants.ts';

const attest = useAttest({ prepare: provideBank, keptTables: bankTables });

const secondsBetween = (from: string, to: string | null) => (Date.parse(to ?? '') - Date.parse(from)) / 1000;

describe('starting an exam session', () => {
  it('begins the time and gives the first epoch', async () => {
    const { session } = await attest.given.openSession();

    expect(session).toMatchObject({ status: 'active', epoch: 1, responses: [] });
    expect(session.startedAt).toBe(session.serverTime);
    expect(secondsBetween(session.startedAt, session.deadline)).toBe(1200);
  });

  it('gives the same instants and epoch when it is repeated, with what was saved meanwhile', async () => {
    const { candidate, session } = await attest.given.openSession();
    const saved = respondTo(session.form.items[0]);
    await attest
      .as(candidate)
      .put(`/exam-sessions/${session.id}/responses`, { epoch: 1, responses: [saved] });
    await attest.databaseClock.advance(60);

    const again = (await attest.as(candidate).post(`/exam-sessions/${session.id}/start`)).read(
      RunningSession,
    );

    expect(again).toEqual({
      ...session,
      serverTime: again.serverTime,
      responses: [{ ...saved, marks: {} }],
    });
    expect(secondsBetween(session.serverTime, again.serverTime)).toBeGreaterThanOrEqual(60);
  });

  it('reads the same for whoever takes no compressed reply, and of a booking by an earlier version', async () => {
    const { candidate, session } = await attest.given.openSession();
    const repeat = async (encoding: string) => {
      const again = await attest.as(candidate).call('POST', `/exam-sessions/${session.id}/start`, undefined, {
        headers: { 'accept-encoding': encoding },
      });
      return { encoding: again.headers.get('content-encoding'), form: again.read(RunningSession).form };
    };

    expect(await repeat('br, gzip;q=0.5')).toEqual({ encoding: 'gzip', form: session.form });
    expect(await repeat('identity')).toEqual({ encoding: null, form: session.form });
    await attest.rows('UPDATE session_forms SET packed = NULL');
    expect(await repeat('gzip')).toEqual({ encoding: 'gzip', form: session.form });
  });

  it('sets one deadline when fifty requests start it at the same time', async () => {
    const { candidate, session } = await attest.given.bookedSession();

    const replies = await Promise.all(
      Array.from({ length: 50 }, () => attest.as(candidate).post(`/exam-sessions/${session.id}/start`)),
    );

    const started = replies.map((reply) => reply.read(RunningSession));
    expect(new Set(started.map(({ deadline }) => deadline)).size).toBe(1);
    expect(new Set(started.map(({ startedAt }) => startedAt)).size).toBe(1);
    expect(new Set(started.map(({ epoch }) => epoch))).toEqual(new Set([1]));
    expect(await brokenInvariants(attest.databaseUrl)).toEqual([]);
  });

  it('refuses to repeat the start for another sign-in of the same candidate', async () => {
    const { candidate, session } = await attest.given.openSession();
    const elsewhere = new HttpClient(attest.url);
    await elsewhere.post('/sign-in', { email: candidate.email, password: candidate.password });

    const reply = await elsewhere.post(`/exam-sessions/${session.id}/start`);

    expect(reply).toBeProblem('session-continued-elsewhere');
  });

  it('refuses to start a session that was submitted', async () => {
    const { candidate, session } = await attest.given.openSession();
    await attest.as(candidate).post(`/exam-sessions/${session.id}/submit`, { epoch: 1 });

    const reply = await attest.as(candidate).post(`/exam-sessions/${session.id}/start`);

    expect(reply).toBeProblem('session-not-startable');
  });

  it('knows no session of somebody else', async () => {
    const { session } = await attest.given.bookedSession();
    const { client } = await attest.given.candidate();

    expect(await client.post(`/exam-sessions/${session.id}/start`)).toBeProblem('not-found');
  });

  it.each(['not-a-uuid', '018f0000-0000-7000-8000-00000000000g'])(
    'refuses the malformed id “%s”',
    async (id) => {
      const { client } = await attest.given.candidate();

      expect(await client.post(`/exam-sessions/${id}/start`)).toBeProblem('request-malformed');
    },
  );
});
