import { SessionChange } from '@attest/contracts';
import { describe, expect, it, onTestFinished } from 'vitest';
import { useAttest } from '../../../../../tests/support/app.ts';
import { startProcess } from '../../../../../tests/support/attest-process.ts';
import { bankTables, provideBank } from '../../../../../tests/support/bank.ts';
import type { Person } from '../../../../../tests/support/given.ts';
import { readEvents } from '../../../../../tests/support/http-client.ts';
import { ChangesFeed } from './changes-feed.ts';

const attest = useAttest({ prepare: provideBank, keptTables: bankTables });

/** A browser that listens; `next` waits for the event after the last one that was read. */
async function listen(person: Person, sessionId: string, url = attest.url) {
  const abort = new AbortController();
  const response = await fetch(`${url}/api/exam-sessions/${sessionId}/changes`, {
    headers: { cookie: person.client.cookieHeader(), 'accept-encoding': 'gzip, br' },
    signal: abort.signal,
  });
  if (response.body === null) throw new Error('no body came');
  const events = readEvents(response.body);
  onTestFinished(() => {
    abort.abort();
  });
  return {
    response,
    next: async () => {
      const event = await events.next();
      return event.done === true ? null : SessionChange.parse(JSON.parse(event.value));
    },
    leave: () => {
      abort.abort();
    },
  };
}

const proctor = () => attest.given.staff(['proctor']);
const act = (person: Person, sessionId: string, action: object) =>
  attest.as(person).post(`/sessions-monitor/${sessionId}/actions`, action);

describe('the changes of an exam session', () => {
  it('tell the present state at once, uncompressed and with the headers of every reply', async () => {
    const { candidate, session } = await attest.given.openSession();

    const { response, next } = await listen(candidate, session.id);

    expect(response.headers.get('content-type')).toContain('text/event-stream');
    expect(response.headers.get('content-encoding')).toBeNull();
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(await next()).toMatchObject({
      status: 'active',
      epoch: 1,
      deadline: session.deadline,
      pause: null,
      notices: [],
    });
    expect((await attest.stranger.get('//metrics')).text).toMatch(/^attest_live_streams [1-9]/m);
  });

  it('bring time that staff add to the browser within seconds', async () => {
    const { candidate, session } = await attest.given.openSession();
    const { next } = await listen(candidate, session.id);
    const before = await next();
    const decider = await proctor();
    const since = performance.now();

    const acted = await act(decider, session.id, { action: 'add-time', seconds: 600, reason: 'fire alarm' });
    const after = await next();

    expect(acted.status).toBe(200);
    expect(performance.now() - since).toBeLessThan(5_000);
    expect(Date.parse(after?.deadline ?? '') - Date.parse(before?.deadline ?? '')).toBe(600_000);
    expect(after?.notices).toMatchObject([{ kind: 'time-added', seconds: 600, text: 'fire alarm' }]);
  });

  it('come from another process as well', async () => {
    const { candidate, session } = await attest.given.openSession();
    const other = await startProcess(attest.databaseUrl, { PUBLIC_URL: attest.url });
    onTestFinished(other.close);
    const { next } = await listen(candidate, session.id, other.url);
    await next();

    await act(await proctor(), session.id, { action: 'pause', reason: 'fire alarm' });

    expect(await next()).toMatchObject({ status: 'paused', pause: { cause: 'staff', reason: 'fire alarm' } });
  });

  it('tell a tab that another one took over', async () => {
    const { candidate, session } = await attest.given.openSession();
    const { next } = await listen(candidate, session.id);
    await next();

    await attest.as(candidate).post(`/exam-sessions/${session.id}/resume`, {});

    expect(await next()).toMatchObject({ status: 'active', epoch: 2 });
  });

  it('say nothing twice and nothing of what candidates save', async () => {
    const { candidate, session } = await attest.given.openSession();
    const { next } = await listen(candidate, session.id);
    await next();
    const [item] = session.form.items;
    await attest.as(candidate).put(`/exam-sessions/${session.id}/responses`, {
      epoch: 1,
      responses: [{ itemId: item?.id, revision: 1, value: null }],
    });
    await act(await proctor(), session.id, { action: 'message', text: 'Ten minutes break at noon.' });

    expect(await next()).toMatchObject({ status: 'active', notices: [{ kind: 'message' }] });
  });

  it('are for the candidate only', async () => {
    const { session } = await attest.given.openSession();
    const { client } = await attest.given.candidate();

    expect(await client.get(`/exam-sessions/${session.id}/changes`)).toBeProblem('not-found');
  });

  it('are told to three connections at a time', async () => {
    const { candidate, session } = await attest.given.openSession();
    const three = await Promise.all([1, 2, 3].map(() => listen(candidate, session.id)));
    const path = `/exam-sessions/${session.id}/changes`;

    const fourth = await attest.as(candidate).get(path);

    expect(fourth).toBeProblem('too-many-requests');
    expect(fourth.headers.get('retry-after')).toBe('60');
    three[0]?.leave();
    await expect.poll(async () => (await attest.as(candidate).get(path)).status).toBe(200);
  });

  it('end with the sign-in', async () => {
    const { candidate, session } = await attest.given.openSession();
    const own = await startProcess(attest.databaseUrl, { PUBLIC_URL: attest.url });
    onTestFinished(own.close);
    const { next } = await listen(candidate, session.id, own.url);
    await next();
    await attest.as(candidate).post('/sign-out');

    // As if the time until its next look at everybody were over.
    await own.app.get(ChangesFeed, { strict: false }).look(performance.now() + 60_000);

    expect(await next()).toBeNull();
  });

  it('end when the process stops, without holding it up', async () => {
    const { candidate, session } = await attest.given.openSession();
    const own = await startProcess(attest.databaseUrl, { PUBLIC_URL: attest.url });
    const { next } = await listen(candidate, session.id, own.url);
    await next();
    const since = performance.now();

    await own.close();

    expect(await next()).toBeNull();
    expect(performance.now() - since).toBeLessThan(5_000);
  });
});
