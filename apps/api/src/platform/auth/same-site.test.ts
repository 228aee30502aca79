import { describe, expect, it, onTestFinished } from 'vitest';
import { useAttest } from '../../../../../tests/support/app.ts';
import { detailOf } from '../../../../../tests/support/problem-detail.ts';
import { startProcess } from '../../../../../tests/support/attest-process.ts';
import { ProgramClient, type ProgramCall } from '../../../../../tests/support/program-client.ts';
import { routesOf } from '../../../../../tests/support/routes.ts';
import { createApp } from '../../app.ts';
import { readConfig } from '../config/config.ts';
import { freePort } from '../embedded-database/server.ts';

const attest = useAttest();
const account = { email: 'ann@example.org', displayName: 'Ann', password: 'copper window 81 meadow' };
const nowhere = '00000000-0000-7000-8000-000000000000';

/** Every change the API knows. */
const changes: readonly (readonly [string, string])[] = [
  ['POST', '/accounts'],
  ['POST', '/sign-in'],
  ['POST', '/sign-in/extension'],
  ['POST', '/sign-out'],
  ['PATCH', '/me'],
  ['POST', '/access-tokens'],
  ['DELETE', `/access-tokens/${nowhere}`],
  ['POST', '/exam-sessions'],
  ['POST', `/exam-sessions/${nowhere}/start`],
  ['POST', `/exam-sessions/${nowhere}/resume`],
  ['PUT', `/exam-sessions/${nowhere}/responses`],
  ['POST', `/exam-sessions/${nowhere}/sections/1`],
  ['POST', `/exam-sessions/${nowhere}/submit`],
  ['POST', `/exam-sessions/${nowhere}/breaks`],
  ['POST', `/exam-sessions/${nowhere}/breaks/end`],
  ['POST', `/exam-sessions/${nowhere}/late-material`],
  ['POST', `/exam-sessions/${nowhere}/observations`],
  ['POST', `/gallery/${nowhere}/score`],
  ['POST', `/items/${nowhere}/comments`],
  ['DELETE', `/items/${nowhere}/comments/${nowhere}`],
  ['POST', `/items/${nowhere}/comments/${nowhere}/replies`],
  ['PUT', `/items/${nowhere}/comments/${nowhere}/resolution`],
  ['POST', `/items/${nowhere}/moves`],
  ['PUT', `/items/${nowhere}/review/answer`],
  ['PUT', `/items/${nowhere}/review/verdict`],
  ['POST', '/imports'],
  ['DELETE', `/imports/${nowhere}`],
  ['PUT', `/imports/${nowhere}/columns`],
  ['POST', `/imports/${nowhere}/check`],
  ['POST', `/imports/${nowhere}/apply`],
  ['POST', `/imports/${nowhere}/undo`],
  ['POST', '/bank-views'],
  ['PUT', `/bank-views/${nowhere}`],
  ['DELETE', `/bank-views/${nowhere}`],
  ['POST', '/item-changes'],
  ['POST', '/item-changes/preview'],
  ['POST', `/item-changes/${nowhere}/undo`],
  ['POST', '/authored-exams'],
  ['PUT', `/authored-exams/${nowhere}/draft`],
  ['DELETE', `/authored-exams/${nowhere}/draft`],
  ['POST', `/authored-exams/${nowhere}/versions`],
  ['PUT', `/authored-exams/${nowhere}/offer`],
  ['POST', '/item-drafts'],
  ['PUT', `/item-drafts/${nowhere}`],
  ['DELETE', `/item-drafts/${nowhere}`],
  ['POST', `/item-drafts/${nowhere}/versions`],
  ['POST', '/stimulus-drafts'],
  ['PUT', `/stimulus-drafts/${nowhere}`],
  ['DELETE', `/stimulus-drafts/${nowhere}`],
  ['POST', `/stimulus-drafts/${nowhere}/versions`],
  ['POST', `/stimuli/${nowhere}/moves`],
  ['PUT', `/stimuli/${nowhere}/review/verdict`],
  ['POST', '/me/accommodation-requests'],
  ['POST', '/accommodations'],
  ['POST', `/accommodations/${nowhere}/decline`],
  ['POST', `/accommodations/${nowhere}/withdraw`],
  ['POST', `/sessions-monitor/${nowhere}/actions`],
  ['POST', `/sessions-monitor/${nowhere}/late-material/decision`],
  ['POST', '/sessions-monitor/incidents'],
  ['POST', `/sessions-monitor/incidents/${nowhere}/end`],
  ['POST', `/sessions-monitor/proposals/${nowhere}/decisions`],
];

describe('a change asked for by a browser', () => {
  it('is one of those below', async () => {
    const { app, close } = await startProcess(attest.databaseUrl);
    onTestFinished(close);

    const found = routesOf(app).filter(({ method }) => method !== 'GET');

    expect(
      found
        .map(({ method, path }) => `${method} ${path.replace(':section', '1').replace(/:\w+/g, nowhere)}`)
        .toSorted(),
    ).toEqual(changes.map((change) => change.join(' ')).toSorted());
  });

  it.each(changes)('is refused without the header our pages send: %s %s', async (method, path) => {
    const { client } = await attest.given.candidate();

    const reply = await call(method, path, { headers: { cookie: client.cookieHeader() } });

    expect(reply).toBeProblem('request-not-from-this-site');
    expect(detailOf(reply)).toContain('X-Requested-With: attest');
  });

  it.each(changes)('is refused when it comes from another site: %s %s', async (method, path) => {
    const { client } = await attest.given.candidate();

    const reply = await client.call(method, path, {}, { headers: { origin: 'https://evil.example' } });

    expect(reply).toBeProblem('request-not-from-this-site');
    expect(detailOf(reply)).toContain(attest.url);
  });

  it.each(['null', 'http://localhost', 'http://localhost:1', 'http://localhost.evil.example'])(
    'is refused from the origin %s',
    async (origin) => {
      const reply = await attest.stranger.post('/accounts', account, { headers: { origin } });

      expect(reply).toBeProblem('request-not-from-this-site');
    },
  );

  it('is taken from our own pages, and where the browser names no origin', async () => {
    const withOrigin = await attest.stranger.post('/accounts', account);
    const without = await call('POST', '/accounts', {
      body: { ...account, email: 'bo@example.org' },
      headers: { 'x-requested-with': 'attest' },
    });

    expect([withOrigin.status, without.status]).toEqual([201, 201]);
  });

  it('cannot use the way of programs as long as it carries a cookie', async () => {
    const { client, email, password } = await attest.given.candidate();

    const reply = await call('POST', '/access-tokens', {
      headers: { cookie: client.cookieHeader() },
      body: { name: 'forged', expiresInDays: 1, email, password },
    });

    expect(reply).toBeProblem('request-not-from-this-site');
  });
});

describe('reading', () => {
  it('needs no header', async () => {
    const { client } = await attest.given.candidate();

    expect((await call('GET', '/me', { headers: { cookie: client.cookieHeader() } })).status).toBe(200);
  });
});

describe('the sign-in cookie', () => {
  it('stays on this machine over http: host-only, out of reach of scripts, sent by our pages', async () => {
    const reply = await attest.stranger.post('/accounts', account);

    expect(attributesOf(reply.headers)).toEqual({
      name: 'attest',
      attributes: ['HttpOnly', 'Max-Age=3196800', 'Path=/', 'SameSite=Lax'],
    });
  });

  it('is bound to the host and to https wherever Attest is public', async () => {
    const port = await freePort();
    const config = readConfig({
      PORT: String(port),
      LOG_LEVEL: 'fatal',
      PUBLIC_URL: 'https://exams.example.org',
    });
    const app = await createApp(config, { databaseUrl: attest.databaseUrl });
    onTestFinished(() => app.close());
    await app.listen(port, '127.0.0.1');

    const reply = await new ProgramClient(`http://localhost:${String(port)}`).call('POST', '/accounts', {
      body: account,
      headers: { origin: 'https://exams.example.org', 'x-requested-with': 'attest' },
    });

    expect(attributesOf(reply.headers)).toEqual({
      name: '__Host-attest',
      attributes: ['HttpOnly', 'Max-Age=3196800', 'Path=/', 'SameSite=Lax', 'Secure'],
    });
  });
});

function call(method: string, path: string, options: ProgramCall) {
  return new ProgramClient(attest.url).call(method, path, options);
}

function attributesOf(headers: Headers): { name: string; attributes: string[] } {
  const [pair = '', ...attributes] = (headers.getSetCookie()[0] ?? '').split(/; */);
  return { name: pair.slice(0, pair.indexOf('=')), attributes: attributes.toSorted() };
}
