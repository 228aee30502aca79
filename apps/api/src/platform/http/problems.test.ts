import { ProblemDocument } from '@attest/contracts';
import { describe, expect, it } from 'vitest';
import { useAttest } from '../../../../../tests/support/app.ts';
import { detailOf } from '../../../../../tests/support/problem-detail.ts';
import { ProgramClient } from '../../../../../tests/support/program-client.ts';

const attest = useAttest();
const account = { email: 'ann@example.org', displayName: 'Ann', password: 'copper window 81 meadow' };

describe('a refusal', () => {
  it('is a problem document that names the request', async () => {
    const reply = await attest.stranger.get('/me');

    expect(reply).toBeProblem('sign-in-required');
    const { traceId, ...problem } = ProblemDocument.parse(reply.body);
    expect(problem).toEqual({
      type: 'urn:attest:problem:sign-in-required',
      title: 'Sign in first',
      status: 401,
      detail: 'Nobody is signed in, or the sign-in has ended: sign in, or send an access token.',
    });
    expect(traceId).toMatch(/^[0-9a-f-]{36}$/);
    expect(reply.headers.get('cache-control')).toBe('no-store');
  });

  it('has a trace id of its own each time', async () => {
    const one = ProblemDocument.parse((await attest.stranger.get('/me')).body);
    const other = ProblemDocument.parse((await attest.stranger.get('/me')).body);

    expect(one.traceId).not.toBe(other.traceId);
  });

  it.each([
    ['GET', '/nowhere'],
    ['POST', '/nowhere'],
    ['DELETE', '/exams'],
    ['PUT', '/me'],
    ['GET', '//health'],
    ['GET', '//.well-known/nothing'],
    ['POST', '//'],
  ])('of %s %s, where nothing is, is a problem too', async (method, path) => {
    expect(await attest.stranger.call(method, path)).toBeProblem('not-found');
  });

  it.each(['//%', '//api/%zz', '//api/exams/%ff', `//api/exams/${'x'.repeat(500)}`])(
    'of the impossible address %s is a problem too',
    async (path) => {
      const reply = await attest.stranger.get(path);

      expect(reply.headers.get('content-type')).toContain('application/problem+json');
      expect([400, 404]).toContain(reply.status);
      expect(reply.headers.get('cache-control')).toBe('no-store');
    },
  );

  it('of a body that is no JSON says so', async () => {
    const reply = await send('{"email":');

    expect(reply).toBeProblem('request-malformed');
    expect(reply.body).toMatchObject({ detail: 'The body is not well-formed JSON.' });
  });

  it.each([
    ['GET', '/nowhere', {}],
    ['GET', '/exams/no-such-exam', {}],
    ['GET', '/me', {}],
    ['GET', '/me', { authorization: 'Bearer wrong' }],
    ['POST', '/sign-out', { 'x-requested-with': 'somebody else' }],
  ])('of %s %s with %o says what to do about it', async (method, path, headers) => {
    const reply = await attest.stranger.call(method, path, undefined, { headers });

    expect(reply.status).toBeGreaterThanOrEqual(400);
    expect(detailOf(reply)).toMatch(/^[A-Z“].*[.!]$/);
  });

  it('of an empty body says what is missing', async () => {
    const reply = await send('');

    expect(reply).toBeProblem('request-malformed');
    expect(detailOf(reply)).toMatch(/body|object/i);
  });

  it.each(['null', '[]', '"text"', '7', 'true'])('of the body %s names what is expected', async (rawBody) => {
    const reply = await send(rawBody);

    expect(reply).toBeProblem('request-malformed');
    expect(detailOf(reply)).toContain('object');
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/xml',
    'application/json-patch+json',
    'text/html',
  ])('of a body of %s asks for JSON', async (type) => {
    const reply = await send(JSON.stringify(account), { 'content-type': type });

    expect(reply).toBeProblem('media-type-not-supported');
    expect(await attest.rows('SELECT 1 FROM accounts')).toEqual([]);
  });

  it('takes JSON with its character set named', async () => {
    const reply = await send(JSON.stringify(account), { 'content-type': 'application/json; charset=utf-8' });

    expect(reply.status).toBe(201);
  });

  it('of a body over 256 kB says that it is too large', async () => {
    const reply = await send(JSON.stringify({ ...account, displayName: 'n'.repeat(256 * 1024) }));

    expect(reply).toBeProblem('body-too-large');
  });

  it('names properties that nobody knows', async () => {
    const reply = await send(JSON.stringify({ ...account, isAdministrator: true }));

    expect(reply).toBeProblem('request-malformed');
    expect(detailOf(reply)).toContain('isAdministrator');
  });

  it.each(['__proto__', 'constructor'])('takes no property named %s', async (key) => {
    const body = JSON.stringify(account).replace('{', `{"${key}":{"prototype":{"isAdministrator":true}},`);

    expect(await send(body)).toBeProblem('request-malformed');
  });

  it.each([
    ['a character no text may hold', { ...account, displayName: 'A\u0000nn' }],
    ['half a character', { ...account, displayName: 'A\ud800nn' }],
  ])('of %s is the sender’s to mend', async (_case, body) => {
    const reply = await attest.stranger.post('/accounts', body);

    expect(reply).toBeProblem('request-malformed');
    expect(detailOf(reply)).toContain('displayName');
  });

  it('of such a character in an address is the sender’s to mend too', async () => {
    const { client } = await attest.given.instructor();

    expect(await client.get('/items?search=a%00b')).toBeProblem('request-malformed');
    expect(await client.get('/exams/a%00b')).toBeProblem('request-malformed');
  });

  it('of something unexpected tells a stranger nothing but the trace', async () => {
    const { client } = await attest.given.candidate();
    await attest.rows('ALTER TABLE accounts RENAME COLUMN display_name TO hidden_name');
    try {
      const reply = await client.get('/me');

      expect(reply).toBeProblem('internal-error');
      expect(Object.keys(ProblemDocument.parse(reply.body)).toSorted()).toEqual([
        'detail',
        'status',
        'title',
        'traceId',
        'type',
      ]);
      expect(reply.text).not.toMatch(/column|display_name|select/i);
    } finally {
      await attest.rows('ALTER TABLE accounts RENAME COLUMN hidden_name TO display_name');
    }
  });
});

function send(rawBody: string, headers: Readonly<Record<string, string>> = {}) {
  return new ProgramClient(attest.url).call('POST', '/accounts', {
    rawBody,
    headers: { 'x-requested-with': 'attest', ...headers },
  });
}
