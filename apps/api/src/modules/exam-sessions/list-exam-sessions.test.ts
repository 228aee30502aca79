import { ExamSessions, ExamSessionWithResponses } from '@attest/contracts';
import { describe, expect, it } from 'vitest';
import type * as z from 'zod';
import { respondTo } from '../../../../../tests/support/answers.ts';
import { useAttest } from '../../../../../tests/support/app.ts';
import { bankTables, provideBank } from '../../../../../tests/support/bank.ts';
import type { HttpClient } from '../../../../../tests/support/http-client.ts';
import { detailOf } from '../../../../../tests/support/problem-detail.ts';

const attest = useAttest({ prepare: provideBank, keptTables: bankTables });

const list = async (client: HttpClient, search = '') =>
  (await client.get(`/exam-sessions${search}`)).read(ExamSessions);
const idsOf = ({ examSessions }: z.infer<typeof ExamSessions>) => examSessions.map(({ id }) => id);
/** Three sessions, newest last. */
const threeSessions = async () => {
  const { candidate, session: first } = await attest.given.openSession();
  const { session: second } = await attest.given.openSession({ candidate });
  const { session: third } = await attest.given.bookedSession({ candidate });
  return { candidate, first, second, third };
};

describe('the list of a candidate’s exam sessions', () => {
  it('holds the candidate’s own, newest first', async () => {
    const { candidate, first, second, third } = await threeSessions();
    await attest.given.openSession();

    const { examSessions, next } = await list(candidate.client);

    expect(idsOf({ examSessions, next })).toEqual([third.id, second.id, first.id]);
    expect(examSessions.map(({ attempt }) => attempt)).toEqual([3, 2, 1]);
    expect(next).toBeNull();
  });

  it('comes in pages', async () => {
    const { candidate, first, second, third } = await threeSessions();

    const one = await list(candidate.client, '?limit=2');
    const two = await list(candidate.client, `?limit=2&after=${String(one.next)}`);

    expect(idsOf(one)).toEqual([third.id, second.id]);
    expect(idsOf(two)).toEqual([first.id]);
    expect(two.next).toBeNull();
  });

  it('can be narrowed to open or closed sessions', async () => {
    const { candidate, first, second, third } = await threeSessions();
    await attest.as(candidate).post(`/exam-sessions/${first.id}/submit`, { epoch: 1 });

    expect(idsOf(await list(candidate.client, '?status=open'))).toEqual([third.id, second.id]);
    expect(idsOf(await list(candidate.client, '?status=closed'))).toEqual([first.id]);
  });

  it.each(['?limit=0', '?limit=101', '?limit=many', '?status=lost', '?mode=exam'])(
    'refuses “%s”',
    async (search) => {
      const { client } = await attest.given.candidate();

      expect(await client.get(`/exam-sessions${search}`)).toBeProblem('request-malformed');
    },
  );

  it.each(['x', 'WyJubyJd'])('refuses to go on after “%s”, and says where to go on', async (after) => {
    const { client } = await attest.given.candidate();

    const reply = await client.get(`/exam-sessions?after=${after}`);

    expect(reply).toBeProblem('request-malformed');
    expect(detailOf(reply)).toBe('Take “after” from “next” of the page before.');
  });
});

describe('reading one exam session', () => {
  it('tells its state, its answers and how many there are', async () => {
    const { candidate, session } = await attest.given.openSession();
    const responses = session.form.items.slice(0, 3).map((item) => respondTo(item));
    await attest.as(candidate).put(`/exam-sessions/${session.id}/responses`, { epoch: 1, responses });

    const reply = await attest.as(candidate).get(`/exam-sessions/${session.id}`);

    const read = reply.read(ExamSessionWithResponses);
    expect(read).toMatchObject({ status: 'active', answeredCount: 3, deadline: session.deadline });
    expect(read.responses).toEqual(responses.map((response) => ({ ...response, marks: {} })));
    expect(read.lastSavedAt).not.toBeNull();
    expect(idsOf(await list(candidate.client))).toEqual([session.id]);
  });

  it('is kept from caches', async () => {
    const { candidate, session } = await attest.given.openSession();

    const reply = await attest.as(candidate).get(`/exam-sessions/${session.id}`);

    expect(reply.headers.get('cache-control')).toBe('no-store');
  });

  it('knows no session of somebody else', async () => {
    const { session } = await attest.given.openSession();
    const { client } = await attest.given.candidate();

    expect(await client.get(`/exam-sessions/${session.id}`)).toBeProblem('not-found');
  });
});
