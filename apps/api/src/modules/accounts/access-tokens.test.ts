import { AccessTokens, Account, NewAccessToken } from '@attest/contracts';
import { describe, expect, it } from 'vitest';
import { useAttest } from '../../../../../tests/support/app.ts';
import type { Person } from '../../../../../tests/support/given.ts';
import { detailOf } from '../../../../../tests/support/problem-detail.ts';
import { ProgramClient } from '../../../../../tests/support/program-client.ts';

// Whoever looks after their tokens stays signed in for weeks.
const attest = useAttest({ environment: { SIGN_IN_HOURS: '720' } });
const wanted = { name: 'nightly export', expiresInDays: 30 };

describe('access tokens', () => {
  it('are made by whoever is signed in, and then stand for that person', async () => {
    const person = await attest.given.candidate();

    const reply = await person.client.post('/access-tokens', wanted);

    expect(reply.status).toBe(201);
    const { token, name } = reply.read(NewAccessToken);
    expect(name).toBe('nightly export');
    expect((await program().call('GET', '/me', { token })).read(Account).email).toBe(person.email);
  });

  it('are made with e-mail and password alone, without a browser’s headers', async () => {
    const { email, password } = await attest.given.candidate();

    const reply = await program().call('POST', '/access-tokens', { body: { ...wanted, email, password } });

    expect(reply.status).toBe(201);
    const { token } = reply.read(NewAccessToken);
    expect((await program().call('GET', '/me', { token })).read(Account).email).toBe(email);
  });

  it('refuse an unknown e-mail address and a wrong password alike', async () => {
    const { email } = await attest.given.candidate();
    const guess = { ...wanted, password: 'not the password' };

    const wrong = await program().call('POST', '/access-tokens', { body: { ...guess, email } });
    const unknown = await program().call('POST', '/access-tokens', {
      body: { ...guess, email: 'nobody@example.org' },
    });

    expect(wrong).toBeProblem('sign-in-refused');
    expect(unknown).toBeProblem('sign-in-refused');
  });

  it('are not made for nobody, nor for half a sign-in', async () => {
    const nobody = await program().call('POST', '/access-tokens', { body: wanted });
    const half = await program().call('POST', '/access-tokens', {
      body: { ...wanted, email: 'ann@example.org' },
    });

    expect(nobody).toBeProblem('sign-in-required');
    expect(detailOf(nobody)).toContain('password');
    expect(half).toBeProblem('request-malformed');
  });

  it('are not made by an access token', async () => {
    const token = await tokenOf(await attest.given.candidate());

    const reply = await program().call('POST', '/access-tokens', { token, body: wanted });

    expect(reply).toBeProblem('sign-in-required');
  });

  it('are listed newest first, never with their secret', async () => {
    const person = await attest.given.candidate();
    const token = await tokenOf(person);
    await person.client.post('/access-tokens', { ...wanted, name: 'second' });
    await tokenOf(await attest.given.candidate());

    const reply = await person.client.get('/access-tokens');

    const { accessTokens } = reply.read(AccessTokens);
    expect(accessTokens.map(({ name }) => name)).toEqual(['second', 'nightly export']);
    expect(reply.text).not.toContain(token);
    const [row] = await attest.rows('SELECT * FROM access_tokens ORDER BY id LIMIT 1');
    expect(JSON.stringify(row)).not.toContain(token);
  });

  it('show when they were last used', async () => {
    const person = await attest.given.candidate();
    const token = await tokenOf(person);
    await program().call('GET', '/me', { token });

    const { accessTokens } = (await person.client.get('/access-tokens')).read(AccessTokens);

    expect(accessTokens[0]?.lastUsedAt).not.toBeNull();
  });

  it('end at once when revoked, also when just used', async () => {
    const person = await attest.given.candidate();
    const { id, token } = (await person.client.post('/access-tokens', wanted)).read(NewAccessToken);
    await program().call('GET', '/me', { token });

    const reply = await person.client.delete(`/access-tokens/${id}`);

    expect(reply.status).toBe(204);
    expect(await program().call('GET', '/me', { token })).toBeProblem('access-token-refused');
    expect((await person.client.get('/access-tokens')).read(AccessTokens).accessTokens).toEqual([]);
    expect(await person.client.delete(`/access-tokens/${id}`)).toBeProblem('not-found');
  });

  it('of others cannot be revoked', async () => {
    const owner = await attest.given.candidate();
    const { id, token } = (await owner.client.post('/access-tokens', wanted)).read(NewAccessToken);
    const stranger = await attest.given.administrator();

    expect(await stranger.client.delete(`/access-tokens/${id}`)).toBeProblem('not-found');
    expect((await program().call('GET', '/me', { token })).status).toBe(200);
  });

  it('end on their day', async () => {
    const token = await tokenOf(await attest.given.candidate());

    await attest.databaseClock.advance(30 * 86_400 + 1);

    expect(await program().call('GET', '/me', { token })).toBeProblem('access-token-refused');
  });

  it('are no longer listed once they have ended', async () => {
    const person = await attest.given.candidate();
    await tokenOf(person);
    await attest.databaseClock.advance(29 * 86_400);
    await person.client.post('/sign-in', { email: person.email, password: person.password });
    await person.client.post('/access-tokens', { ...wanted, name: 'renewed' });

    await attest.databaseClock.advance(2 * 86_400);

    const { accessTokens } = (await person.client.get('/access-tokens')).read(AccessTokens);
    expect(accessTokens.map(({ name }) => name)).toEqual(['renewed']);
  });

  it('are at most fifty a person', async () => {
    const person = await attest.given.candidate();
    await attest.rows(
      `INSERT INTO access_tokens (id, account_id, name, token_hash, created_at, expires_at)
       SELECT gen_random_uuid(), $1, 'one of many', sha256(n::text::bytea), attest_now(), attest_now() + interval '1 day'
       FROM generate_series(1, 50) n`,
      [person.id],
    );

    const refused = await person.client.post('/access-tokens', wanted);
    await attest.databaseClock.advance(2 * 86_400);
    const afterwards = await person.client.post('/access-tokens', wanted);

    expect(refused).toBeProblem('access-tokens-at-limit');
    expect(detailOf(refused)).toContain('50');
    expect(afterwards.status).toBe(201);
    const { accessTokens } = (await person.client.get('/access-tokens')).read(AccessTokens);
    expect(accessTokens.map(({ name }) => name)).toEqual(['nightly export']);
  });

  it.each([
    ['made up', 'attest_c29tZSBzZWNyZXQ'],
    ['of somebody else’s service', 'ghp_0123456789'],
    ['endless', `attest_${'a'.repeat(5_000)}`],
    ['empty', ''],
  ])('that are %s are refused, even beside a good cookie', async (_kind, token) => {
    const { client } = await attest.given.candidate();

    const reply = await client.get('/me', { headers: { authorization: `Bearer ${token}` } });

    expect(reply).toBeProblem('access-token-refused');
  });

  it('may be announced in any case, as HTTP wants it', async () => {
    const person = await attest.given.candidate();
    const token = await tokenOf(person);

    const reply = await program().call('PATCH', '/me', {
      headers: { authorization: `bearer ${token}` },
      body: { displayName: 'Renamed' },
    });

    expect(reply.read(Account).displayName).toBe('Renamed');
  });
});

function program(): ProgramClient {
  return new ProgramClient(attest.url);
}

async function tokenOf(person: Person): Promise<string> {
  return (await person.client.post('/access-tokens', wanted)).read(NewAccessToken).token;
}
