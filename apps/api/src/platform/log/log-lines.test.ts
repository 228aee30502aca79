import { RunningSession } from '@attest/contracts';
import { describe, expect, it, onTestFinished } from 'vitest';
import * as z from 'zod';
import { respondTo } from '../../../../../tests/support/answers.ts';
import { useAttest } from '../../../../../tests/support/app.ts';
import { bankTables, provideBank } from '../../../../../tests/support/bank.ts';
import { useLogLines } from '../../../../../tests/support/log-lines.ts';

const written = useLogLines();
const attest = useAttest({ prepare: provideBank, keptTables: bankTables });
const Line = z.looseObject({ level: z.int(), msg: z.string(), route: z.string().optional() });

describe('the log', () => {
  it('never holds an answer, when the database fails to store one', async () => {
    const { candidate, session } = await attest.given.openSession();
    const response = respondTo(session.form.items[0]);
    await attest.rows('ALTER TABLE responses ADD CONSTRAINT nothing_fits CHECK (revision < 0) NOT VALID');
    onTestFinished(async () => {
      await attest.rows('ALTER TABLE responses DROP CONSTRAINT nothing_fits');
    });

    const reply = await attest
      .as(candidate)
      .post(`/exam-sessions/${session.id}/submit`, { epoch: 1, responses: [response] });

    expect(reply).toBeProblem('internal-error');
    expect(lines().find(({ level }) => level === 50)).toMatchObject({
      err: { type: 'QueryFailedError', sqlState: '23514', constraint: 'nothing_fits', table: 'responses' },
    });
    expect(written.join('')).not.toContain('selected');
    expect(written.join('')).not.toContain(JSON.stringify(response.value));
    expect(written.join('')).not.toMatch(/parameters|INSERT INTO/);
  });

  it('never holds a password, its hash or a name, when the database fails to store an account', async () => {
    await attest.rows(`ALTER TABLE accounts ADD CONSTRAINT nobody_fits CHECK (email = '') NOT VALID`);
    onTestFinished(async () => {
      await attest.rows('ALTER TABLE accounts DROP CONSTRAINT nobody_fits');
    });
    const person = { email: 'ann@example.org', displayName: 'Ann Onymous', password: 'copper window 81' };

    const reply = await attest.stranger.post('/accounts', person);

    expect(reply).toBeProblem('internal-error');
    expect(written.join('')).toContain('nobody_fits');
    expect(written.join('')).not.toMatch(/ann@example|Onymous|copper|argon2/i);
  });

  it('tells of a request its route, status, duration, trace and account, and nothing else', async () => {
    const person = await attest.given.candidate();

    const reply = await attest.as(person).get('/exam-sessions?limit=5');

    const requests = () => lines().filter(({ route }) => route === '/api/exam-sessions');
    await expect.poll(requests).toHaveLength(1);
    const [line] = requests();
    expect(line).toEqual({
      level: 30,
      time: expect.stringMatching(/^\d{4}-.*Z$/) as unknown,
      pid: expect.any(Number) as unknown,
      hostname: expect.any(String) as unknown,
      context: 'Requests',
      method: 'GET',
      route: '/api/exam-sessions',
      status: reply.status,
      durationMs: expect.any(Number) as unknown,
      traceId: expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown,
      accountId: person.id,
      msg: 'request',
    });
  });

  it('names the start and the end of an exam session once, and who', async () => {
    const { candidate, session } = await attest.given.bookedSession();
    const client = attest.as(candidate);

    const { epoch } = (await client.post(`/exam-sessions/${session.id}/start`)).read(RunningSession);
    await client.post(`/exam-sessions/${session.id}/start`);
    await client.post(`/exam-sessions/${session.id}/submit`, { epoch });
    await client.post(`/exam-sessions/${session.id}/submit`, { epoch });

    const events = lines().filter(({ msg }) => msg.startsWith('exam_session_'));
    expect(events).toMatchObject([
      { msg: 'exam_session_started', sessionId: session.id, accountId: candidate.id },
      { msg: 'exam_session_submitted', sessionId: session.id, accountId: candidate.id },
    ]);
  });

  it('names a refused sign-in by the account, never by the address', async () => {
    const person = await attest.given.candidate();

    await attest.stranger.post('/sign-in', { email: person.email, password: 'not the right one' });
    await attest.stranger.post('/sign-in', { email: 'nobody@example.org', password: 'not the right one' });

    const refused = lines().filter(({ msg }) => msg === 'sign_in_refused');
    expect(refused.map((line) => line['accountId'])).toEqual([person.id, null]);
    expect(written.join('')).not.toMatch(/@example|not the right one/);
  });
});

function lines() {
  return written.map((line) => Line.parse(JSON.parse(line)));
}
