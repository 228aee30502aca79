import { ResponsesReceipt, type RunningSession } from '@attest/contracts';
import { describe, expect, it, onTestFinished } from 'vitest';
import { respondTo, storedResponses } from '../../../../../tests/support/answers.ts';
import { useAttest } from '../../../../../tests/support/app.ts';
import { startProcess } from '../../../../../tests/support/attest-process.ts';
import { bankTables, provideBank } from '../../../../../tests/support/bank.ts';
import type { Person } from '../../../../../tests/support/given.ts';
import { HttpClient } from '../../../../../tests/support/http-client.ts';
import { saveWays, shortSaves } from '../../../../../tests/support/save-ways.ts';
import { secondConnection } from '../../../../../tests/support/second-connection.ts';

const attest = useAttest({ prepare: provideBank, keptTables: bankTables });

const path = ({ id }: { readonly id: string }) => `/exam-sessions/${id}/responses`;
const save = (candidate: Person, session: RunningSession, revision = 1, headers = {}) =>
  attest.as(candidate).put(path(session), bodyFor(session, revision), { headers });
const bodyFor = (session: RunningSession, revision = 1) => ({
  epoch: 1,
  responses: [respondTo(session.form.items[0], revision)],
});
const [, { headers: theLongWay }] = saveWays;
const headersOf = (reply: { readonly headers: Headers }) =>
  Object.fromEntries([...reply.headers].filter(([name]) => name !== 'date' && name !== 'content-length'));

describe('a save that takes the short way', () => {
  it('is answered with the headers of all other replies, also when it is refused', async () => {
    const { candidate, session } = await attest.given.openSession();
    await save(candidate, session);

    const before = await shortSaves(attest);
    const short = await save(candidate, session, 2);
    const long = await save(candidate, session, 3, theLongWay);
    await attest.as(candidate).post(`/exam-sessions/${session.id}/resume`, {});
    const shortRefusal = await save(candidate, session, 4);
    const longRefusal = await save(candidate, session, 4, theLongWay);

    expect(await shortSaves(attest)).toBe(before + 2);

    expect(short.headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(headersOf(short)).toEqual(headersOf(long));
    expect(Object.keys(short.body as object)).toEqual(Object.keys(long.body as object));
    expect(shortRefusal).toBeProblem('session-continued-elsewhere');
    expect(headersOf(shortRefusal)).toEqual(headersOf(longRefusal));
  });

  it.each(['br', 'gzip'])(
    'is as readable as any after a first reply that went packed as %s',
    async (coding) => {
      const { candidate, session } = await attest.given.openSession();
      const [item] = session.form.items;
      const fresh = await startProcess(attest.databaseUrl, { PUBLIC_URL: attest.url });
      onTestFinished(fresh.close);
      const put = (revision: number) =>
        fresh.as(candidate).put(path(session), bodyFor(session, revision), {
          headers: { 'accept-encoding': coding },
        });
      await save(candidate, session, 2);
      const essay = { RESPONSE: { kind: 'text', text: 'x'.repeat(2_000) } };
      await attest.rows('UPDATE responses SET value = $1', [JSON.stringify(essay)]);

      // What is stored in place of the answer comes back with the reply, which is long enough to be packed.
      const first = await put(2);
      const second = await put(3);

      expect(first.headers.get('content-encoding')).toBe(coding);
      expect(first.read(ResponsesReceipt).superseded).toEqual([[item?.id, 2, essay]]);
      expect(second.headers.get('content-encoding')).toBeNull();
      expect(second.read(ResponsesReceipt).accepted).toEqual([[item?.id, 3]]);
      expect(await shortSaves({ stranger: new HttpClient(fresh.url) })).toBe(1);
    },
  );

  it.each([
    ['without the header of our pages', { 'x-requested-with': 'other' }, 'request-not-from-this-site'],
    ['from another site', { origin: 'https://elsewhere.example' }, 'request-not-from-this-site'],
    ['in another media type', { 'content-type': 'text/plain' }, 'media-type-not-supported'],
    ['with a cookie that nobody was given', { cookie: 'attest=nobody' }, 'sign-in-required'],
    ['with a bad access token beside it', { authorization: 'Bearer nobody' }, 'access-token-refused'],
  ] as const)('is refused %s', async (_, headers, problem) => {
    const { candidate, session } = await attest.given.openSession();
    await save(candidate, session);

    expect(await save(candidate, session, 2, headers)).toBeProblem(problem);
    expect(await storedResponses(attest.databaseUrl, session.id)).toMatchObject([{ revision: 1 }]);
  });

  it('is asked to come again while nobody can look up who sends it', async () => {
    const { candidate, session } = await attest.given.openSession();
    await save(candidate, session);
    const elsewhere = new HttpClient(attest.url);
    await elsewhere.post('/sign-in', { email: candidate.email, password: candidate.password });
    const holder = await secondConnection(attest.databaseUrl);
    await holder.query('BEGIN');
    await holder.query('LOCK TABLE sign_ins IN ACCESS EXCLUSIVE MODE');

    const reply = await elsewhere.put(path(session), bodyFor(session, 2));
    await holder.query('COMMIT');

    expect(reply).toBeProblem('overloaded');
    expect(reply.headers.get('retry-after')).toBe('2');
    expect((await elsewhere.put(path(session), bodyFor(session, 2))).status).toBe(200);
  });

  it('stops within five seconds after the sign-in ended elsewhere', async () => {
    const { candidate, session } = await attest.given.openSession();
    await save(candidate, session);

    await attest.rows('UPDATE sign_ins SET ended_at = attest_now()');

    await expect
      .poll(async () => (await save(candidate, session, 2)).status, { timeout: 8_000, interval: 100 })
      .toBe(401);
  });

  it('stops at once when a role is gone and the person is looked up again', async () => {
    const { candidate, session } = await attest.given.openSession();
    await save(candidate, session);
    await attest.rows(`UPDATE account_roles SET role = 'proctor' WHERE account_id = $1`, [candidate.id]);

    await expect
      .poll(async () => (await save(candidate, session, 2)).status, { timeout: 8_000, interval: 100 })
      .toBe(403);
  });

  it('counts with the other answers of the person, and with nothing else', { timeout: 60_000 }, async () => {
    const { candidate, session } = await attest.given.openSession();
    const other = await attest.given.openSession();
    await save(candidate, session);

    const statuses: number[] = [];
    for (let round = 0; round < 24; round += 1) {
      const some = Array.from({ length: 25 }, (_, at) => save(candidate, session, 2 + round * 25 + at));
      statuses.push(...(await Promise.all(some)).map(({ status }) => status));
    }

    expect(statuses.filter((status) => status === 429).length).toBeGreaterThan(0);
    expect(statuses.filter((status) => status === 200).length).toBeLessThan(600);
    expect(await save(candidate, session, 9_999)).toBeProblem('too-many-requests');
    const submit = { epoch: session.epoch, responses: [] };
    expect(await attest.as(candidate).post(`/exam-sessions/${session.id}/submit`, submit)).toBeProblem(
      'too-many-requests',
    );
    expect((await attest.as(candidate).get('/me')).status).toBe(200);
    expect((await save(other.candidate, other.session)).status).toBe(200);
  });

  it('is in the metrics like every other', async () => {
    const { candidate, session } = await attest.given.openSession();
    await save(candidate, session);
    await save(candidate, session, 2);

    const { text } = await attest.stranger.get('//metrics');

    const route = 'method="PUT",route="/api/exam-sessions/:sessionId/responses",status="200"';
    const [, count] =
      new RegExp(`^attest_request_duration_seconds_count\\{${route}\\} (\\d+)$`, 'm').exec(text) ?? [];
    expect(Number(count)).toBeGreaterThanOrEqual(2);
  });
});
