import { ExamSession, RunningSession } from '@attest/contracts';
import { describe, expect, it } from 'vitest';
import { useAttest } from '../../../../../tests/support/app.ts';
import { bankTables, provideBank } from '../../../../../tests/support/bank.ts';
import type { HttpClient } from '../../../../../tests/support/http-client.ts';

const attest = useAttest({ prepare: provideBank, keptTables: bankTables });

const sampler = { examId: 'caisa-sampler', mode: 'exam' };
const withKey = (key: string) => ({ headers: { 'idempotency-key': key } });
const count = async (table: string) => (await attest.rows(`SELECT 1 FROM ${table}`)).length;
const book = async (client: HttpClient, examId: string) =>
  (await client.post('/exam-sessions', { ...sampler, examId })).read(ExamSession);
const sit = async (client: HttpClient, examId: string) => {
  const { id } = await book(client, examId);
  await client.post(`/exam-sessions/${id}/start`);
  await client.post(`/exam-sessions/${id}/submit`, { epoch: 1 });
};

describe('booking an exam session', () => {
  it('answers 201 with a session that is ready and not started', async () => {
    const { client } = await attest.given.candidate();

    const reply = await client.post('/exam-sessions', sampler);

    expect(reply.status).toBe(201);
    expect(reply.read(ExamSession)).toMatchObject({
      status: 'ready',
      attempt: 1,
      itemCount: 12,
      answeredCount: 0,
      durationSeconds: 1200,
      startedAt: null,
      deadline: null,
      isOutcomeReady: false,
    });
  });

  it('takes the slug of the exam or its id', async () => {
    const { client } = await attest.given.candidate();

    const bySlug = await book(client, 'caisa-sampler');
    const byId = await book(client, bySlug.exam.id);

    expect(bySlug.exam.slug).toBe('caisa-sampler');
    expect(byId.exam).toEqual(bySlug.exam);
  });

  it('needs somebody signed in', async () => {
    expect(await attest.stranger.post('/exam-sessions', sampler)).toBeProblem('sign-in-required');
  });

  it('refuses an exam that is not there', async () => {
    const { client } = await attest.given.candidate();

    const reply = await client.post('/exam-sessions', { ...sampler, examId: 'no-such-exam' });

    expect(reply).toBeProblem('not-found');
  });

  it('refuses a mode the exam is not offered in, and names those it has', async () => {
    const { client } = await attest.given.candidate();

    const reply = await client.post('/exam-sessions', { ...sampler, mode: 'study' });

    expect(reply).toBeProblem('mode-not-offered');
    expect(reply.text).toContain('offered in: exam.');
  });

  it('gives a study session no time limit', async () => {
    const exam = await attest.given.exam({ modes: ['exam', 'study'] });
    const { candidate, session } = await attest.given.openSession({ exam, mode: 'study' });

    const reply = await attest.as(candidate).get(`/exam-sessions/${session.id}`);

    expect(session.deadline).toBeNull();
    expect(reply.read(ExamSession).durationSeconds).toBeNull();
  });

  it('names the domain that the bank cannot fill, and keeps nothing', async () => {
    const exam = await attest.given.exam({ domains: { A9: 12 }, itemCount: 12 });
    const { client } = await attest.given.candidate();

    const reply = await client.post('/exam-sessions', { ...sampler, examId: exam });

    expect(reply).toBeProblem('form-cannot-be-assembled');
    expect(reply.text).toContain('A9');
    expect([await count('exam_sessions'), await count('forms'), await count('bookings')]).toEqual([0, 0, 0]);
  });
});

describe('booking twice', () => {
  it('gives back the session that was not started yet', async () => {
    const { client } = await attest.given.candidate();

    const first = await book(client, 'caisa-sampler');
    const second = await book(client, 'caisa-sampler');

    expect(second.id).toBe(first.id);
    expect(await count('bookings')).toBe(1);
  });

  it('makes one session of twenty requests at the same time', async () => {
    const { client } = await attest.given.candidate();

    const sessions = await Promise.all(Array.from({ length: 20 }, () => book(client, 'caisa-sampler')));

    expect(new Set(sessions.map(({ id }) => id)).size).toBe(1);
    expect(await count('exam_sessions')).toBe(1);
  });

  it('makes another attempt once the first was started', async () => {
    const { candidate, session } = await attest.given.openSession();

    const second = await book(candidate.client, 'caisa-sampler');

    expect(second.id).not.toBe(session.id);
    expect(second.attempt).toBe(2);
  });

  it('refuses more attempts than the exam allows', async () => {
    const exam = await attest.given.exam({ attempts: { max: 2, waitSeconds: 0 } });
    const { client } = await attest.given.candidate();
    await sit(client, exam);
    await sit(client, exam);

    const third = await client.post('/exam-sessions', { ...sampler, examId: exam });

    expect(third).toBeProblem('attempts-used-up');
    expect(third.text).toContain('2 times');
  });

  it('refuses the next attempt until the wait between attempts is over', async () => {
    const exam = await attest.given.exam({ attempts: { max: null, waitSeconds: 3600 } });
    const { client } = await attest.given.candidate();
    await sit(client, exam);

    expect(await client.post('/exam-sessions', { ...sampler, examId: exam })).toBeProblem('attempts-used-up');
    await attest.databaseClock.advance(3601);
    expect((await book(client, exam)).attempt).toBe(2);
  });
});

describe('booking with an idempotency key', () => {
  it('gives the same session to the same request, even after it was started', async () => {
    const { client } = await attest.given.candidate();
    const first = (await client.post('/exam-sessions', sampler, withKey('one'))).read(ExamSession);
    await client.post(`/exam-sessions/${first.id}/start`);

    const repeated = await client.post('/exam-sessions', sampler, withKey('one'));

    expect(repeated.status).toBe(201);
    expect(repeated.read(ExamSession)).toMatchObject({ id: first.id, status: 'active' });
  });

  it('keeps the key of a request that was given a session booked before', async () => {
    const { client } = await attest.given.candidate();
    const first = await book(client, 'caisa-sampler');
    await client.post('/exam-sessions', sampler, withKey('one'));
    await client.post(`/exam-sessions/${first.id}/start`);

    const repeated = await client.post('/exam-sessions', sampler, withKey('one'));

    expect(repeated.read(ExamSession).id).toBe(first.id);
  });

  it('refuses the key of a different request', async () => {
    const { client } = await attest.given.candidate();
    await client.post('/exam-sessions', sampler, withKey('one'));

    const other = await client.post(
      '/exam-sessions',
      { examId: 'caisp-sampler', mode: 'exam' },
      withKey('one'),
    );

    expect(other).toBeProblem('idempotency-key-reused');
  });

  it('lets two candidates use the same key', async () => {
    const [one, other] = [await attest.given.candidate(), await attest.given.candidate()];

    const first = (await one.client.post('/exam-sessions', sampler, withKey('k'))).read(ExamSession);
    const second = (await other.client.post('/exam-sessions', sampler, withKey('k'))).read(ExamSession);

    expect(second.id).not.toBe(first.id);
  });

  it.each(['', 'x'.repeat(201), 'two words'])('refuses the malformed key “%s”', async (key) => {
    const { client } = await attest.given.candidate();

    expect(await client.post('/exam-sessions', sampler, withKey(key))).toBeProblem('request-malformed');
  });
});

describe('the form of a booked session', () => {
  it('lies ready before the start, byte for byte as the start sends it', async () => {
    const { candidate, session } = await attest.given.bookedSession();
    const [stored] = await attest.rows(`SELECT convert_from(body, 'UTF8') AS body FROM session_forms`);

    const reply = await attest.as(candidate).post(`/exam-sessions/${session.id}/start`);

    expect(reply.read(RunningSession).form.items).toHaveLength(12);
    expect(reply.text.startsWith(`{"form":${String(stored?.['body'])},`)).toBe(true);
  });

  it('holds neither keys, rationales and difficulties nor names from the bank', async () => {
    const { session } = await attest.given.bookedSession();
    const rationales = await attest.rows(
      `SELECT e->>'rationale' AS text FROM item_keys,
         jsonb_path_query(key, '$.variables[*].explanations[*]') e`,
    );
    const [stored] = await attest.rows(
      `SELECT convert_from(body, 'UTF8') AS body FROM session_forms WHERE session_id = $1`,
      [session.id],
    );

    const body = String(stored?.['body']);

    expect(rationales.length).toBeGreaterThan(100);
    expect(rationales.filter(({ text }) => body.includes(JSON.stringify(text).slice(1, -1)))).toEqual([]);
    expect(body).not.toMatch(
      /rationale|"key|correct|flipFact|difficulty|isPretest|"error"|scheme|"shuffle"|caisa-[as]/i,
    );
  });
});
