import { Account } from '@attest/contracts';
import { describe, expect, it } from 'vitest';
import { useAttest } from '../../../../../tests/support/app.ts';

const attest = useAttest({ environment: { SIGN_IN_HOURS: '24' } });

describe('signing in', () => {
  it('opens the account to whoever knows the password', async () => {
    const { email, password } = await attest.given.candidate({ displayName: 'Bo' });
    const browser = attest.stranger;

    const reply = await browser.post('/sign-in', { email, password });

    expect(reply.status).toBe(200);
    expect(reply.read(Account).displayName).toBe('Bo');
    expect((await browser.get('/me')).read(Account).email).toBe(email);
  });

  it('does not mind the case of the e-mail address', async () => {
    const { email, password } = await attest.given.candidate();

    const reply = await attest.stranger.post('/sign-in', { email: email.toUpperCase(), password });

    expect(reply.read(Account).email).toBe(email);
  });

  it('answers an unknown e-mail address and a wrong password alike', async () => {
    const { email } = await attest.given.candidate();

    const wrong = await attest.stranger.post('/sign-in', { email, password: 'wrong window 81 meadow' });
    const unknown = await attest.stranger.post('/sign-in', {
      email: 'nobody@example.org',
      password: 'wrong window 81 meadow',
    });

    expect(wrong).toBeProblem('sign-in-refused');
    expect(withoutTrace(unknown.body)).toEqual(withoutTrace(wrong.body));
    expect(namesOf(unknown.headers)).toEqual(namesOf(wrong.headers));
  });

  it('gives each browser a secret of its own, new at each sign-in', async () => {
    const { email, password, client } = await attest.given.candidate();
    const before = client.cookieHeader();

    await client.post('/sign-in', { email, password });

    expect(client.cookieHeader()).not.toBe(before);
    expect(client.cookieHeader().length).toBeGreaterThan('attest='.length + 128 / 6);
  });

  it.each(['/sign-in', '/accounts'])('ends what the browser was signed in with before: %s', async (path) => {
    const { email, password, displayName, client } = await attest.given.candidate();
    const before = { cookie: client.cookieHeader() };
    await client.get('/me');

    const body =
      path === '/sign-in' ? { email, password } : { email: 'new@example.org', password, displayName };
    await client.post(path, body);

    expect(await attest.stranger.get('/me', { headers: before })).toBeProblem('sign-in-required');
    expect((await client.get('/me')).status).toBe(200);
  });

  it('leaves the browser signed in when the new sign-in is refused', async () => {
    const { email, client } = await attest.given.candidate();

    await client.post('/sign-in', { email, password: 'not the password' });

    expect((await client.get('/me')).status).toBe(200);
  });

  it('keeps only a hash of the secret', async () => {
    const { client } = await attest.given.candidate();
    const secret = client.cookieHeader().replace('attest=', '');

    const [row] = await attest.rows('SELECT * FROM sign_ins');

    expect(JSON.stringify(row)).not.toContain(secret);
    expect(Object.values(row ?? {}).filter((value) => value instanceof Buffer)).toHaveLength(1);
  });

  it('ends after the hours that the operator chose', async () => {
    const { client } = await attest.given.candidate();

    await attest.databaseClock.advance(24 * 3600 + 1);

    expect(await client.get('/me')).toBeProblem('sign-in-required');
  });

  it.each(['', 'x', 'é', '../../etc/passwd', 'a'.repeat(3000)])(
    'knows no sign-in named %j',
    async (secret) => {
      const reply = await attest.stranger.get('/me', {
        headers: { cookie: `attest=${encodeURIComponent(secret)}` },
      });

      expect(reply).toBeProblem('sign-in-required');
    },
  );
});

describe('signing out', () => {
  it('ends the sign-in at once, in this browser only', async () => {
    const { email, password, client: first } = await attest.given.candidate();
    const second = attest.stranger;
    await second.post('/sign-in', { email, password });
    const cookie = first.cookieHeader();
    await first.get('/me');

    const reply = await first.post('/sign-out');

    expect(reply.status).toBe(204);
    expect(reply.headers.get('clear-site-data')).toContain('"cache"');
    expect(first.cookieHeader()).toBe('');
    expect(await attest.stranger.get('/me', { headers: { cookie } })).toBeProblem('sign-in-required');
    expect((await second.get('/me')).status).toBe(200);
  });

  it('is only for those who are signed in', async () => {
    expect(await attest.stranger.post('/sign-out')).toBeProblem('sign-in-required');
  });
});

function withoutTrace(body: unknown): unknown {
  return { ...Object(body), traceId: undefined };
}

function namesOf(headers: Headers): string[] {
  return [...headers.keys()].toSorted();
}
