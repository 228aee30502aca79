import { AccessTokens, Account, NewAccessToken } from '@attest/contracts';
import { describe, expect, it } from 'vitest';
import { useAttest } from '../../../../../tests/support/app.ts';
import type { HttpClient } from '../../../../../tests/support/http-client.ts';
import { detailOf } from '../../../../../tests/support/problem-detail.ts';
import { ProgramClient } from '../../../../../tests/support/program-client.ts';

const attest = useAttest();
const next = 'granite umbrella 52 spoon';

describe('changing the own account', () => {
  it('shows the new name from then on', async () => {
    const { client } = await attest.given.candidate({ displayName: 'Chris' });

    const reply = await client.patch('/me', { displayName: '  Christine Example  ' });

    expect(reply.read(Account).displayName).toBe('Christine Example');
    expect((await client.get('/me')).read(Account).displayName).toBe('Christine Example');
  });

  it('changes nobody else', async () => {
    const { client } = await attest.given.candidate();
    const other = await attest.given.candidate({ displayName: 'Unchanged' });

    await client.patch('/me', { displayName: 'Changed' });

    expect((await other.client.get('/me')).read(Account).displayName).toBe('Unchanged');
  });

  it.each(['id', 'email', 'roles', 'permissions', 'isDemo'])('refuses to change “%s”', async (field) => {
    const { client } = await attest.given.candidate();

    expect(await client.patch('/me', { [field]: 'administrator' })).toBeProblem('request-malformed');
  });

  it('takes a new password from whoever knows the present one, and ends all other sign-ins', async () => {
    const { email, password, client } = await attest.given.candidate();
    const elsewhere = attest.stranger;
    await elsewhere.post('/sign-in', { email, password });
    await elsewhere.get('/me');

    const reply = await client.patch('/me', { password: next, currentPassword: password });

    expect(reply.status).toBe(200);
    expect((await client.get('/me')).status).toBe(200);
    expect(await elsewhere.get('/me')).toBeProblem('sign-in-required');
    expect(await attest.stranger.post('/sign-in', { email, password })).toBeProblem('sign-in-refused');
    expect((await attest.stranger.post('/sign-in', { email, password: next })).status).toBe(200);
  });

  it('takes the account from programs too when the password changes', async () => {
    const { email, password, client } = await attest.given.candidate();
    const { token } = await tokenOf(client);
    await program().call('GET', '/me', { token });

    await client.patch('/me', { password: next, currentPassword: password });

    expect(await program().call('GET', '/me', { token })).toBeProblem('access-token-refused');
    expect((await client.get('/access-tokens')).read(AccessTokens).accessTokens).toEqual([]);
    expect((await attest.stranger.post('/sign-in', { email, password: next })).status).toBe(200);
  });

  it('leaves the program that changes the password its own token, and no other', async () => {
    const { password, client } = await attest.given.candidate();
    const [own, other] = [await tokenOf(client), await tokenOf(client)];

    const body = { password: next, currentPassword: password };
    await program().call('PATCH', '/me', { token: own.token, body });

    expect((await program().call('GET', '/me', { token: own.token })).status).toBe(200);
    expect(await program().call('GET', '/me', { token: other.token })).toBeProblem('access-token-refused');
    expect(await client.get('/me')).toBeProblem('sign-in-required');
  });

  it('leaves programs alone when only the name changes', async () => {
    const { client } = await attest.given.candidate();
    const { token } = await tokenOf(client);

    await client.patch('/me', { displayName: 'Renamed' });

    expect((await program().call('GET', '/me', { token })).status).toBe(200);
  });

  it('asks for the present password before it takes a new one', async () => {
    const { client } = await attest.given.candidate();

    const reply = await client.patch('/me', { password: next });

    expect(reply).toBeProblem('password-needed-again');
    expect(detailOf(reply)).toContain('currentPassword');
  });

  it('changes nothing, not even the name, when the present password is wrong', async () => {
    const { email, password, client } = await attest.given.candidate({ displayName: 'As before' });

    const reply = await client.patch('/me', {
      displayName: 'Changed',
      password: next,
      currentPassword: 'not the password',
    });

    expect(reply).toBeProblem('sign-in-refused');
    expect((await client.get('/me')).read(Account).displayName).toBe('As before');
    expect((await attest.stranger.post('/sign-in', { email, password })).status).toBe(200);
  });

  it('refuses a new password that is easy to guess', async () => {
    const { email, password, client } = await attest.given.candidate();

    const reply = await client.patch('/me', { password: email, currentPassword: password });

    expect(reply).toBeProblem('password-too-weak');
    expect((await attest.stranger.post('/sign-in', { email, password })).status).toBe(200);
  });
});

function program(): ProgramClient {
  return new ProgramClient(attest.url);
}

async function tokenOf(client: HttpClient) {
  return (await client.post('/access-tokens', { name: 'script', expiresInDays: 1 })).read(NewAccessToken);
}
