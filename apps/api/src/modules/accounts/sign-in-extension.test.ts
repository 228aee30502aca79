import { Account, NewAccessToken, SignInTerm } from '@attest/contracts';
import { describe, expect, it, onTestFinished } from 'vitest';
import { useAttest } from '../../../../../tests/support/app.ts';
import { startProcess } from '../../../../../tests/support/attest-process.ts';
import type { Person } from '../../../../../tests/support/given.ts';
import { ProgramClient } from '../../../../../tests/support/program-client.ts';

const attest = useAttest({ environment: { SIGN_IN_HOURS: '24' } });
const hour = 3600;
const hoursLeft = ({ endsAt, serverTime }: SignInTerm) =>
  Math.round((Date.parse(endsAt) - Date.parse(serverTime)) / 36_000) / 100;

describe('the end of a sign-in', () => {
  it('is told to whoever signs in, registers, or asks who they are', async () => {
    const { email, password, signIn } = await attest.given.candidate();
    const browser = attest.stranger;

    const replies = [await browser.post('/sign-in', { email, password }), await browser.get('/me')];
    const terms = [signIn, ...replies.map((reply) => reply.read(Account).signIn)];

    expect(terms.map((term) => term && [hoursLeft(term), term.mayBeExtended])).toEqual(
      Array.from({ length: 3 }, () => [24, true]),
    );
  });

  it('is no matter of access tokens', async () => {
    const { client } = await attest.given.candidate();
    const wanted = { name: 'script', expiresInDays: 1 };
    const { token } = (await client.post('/access-tokens', wanted)).read(NewAccessToken);
    const program = new ProgramClient(attest.url);

    expect((await program.call('GET', '/me', { token })).read(Account).signIn).toBeNull();
    expect(await program.call('POST', '/sign-in/extension', { token })).toBeProblem('sign-in-required');
  });

  it('moves on for whoever stays, as if signed in now', async () => {
    const person = await attest.given.candidate();
    await attest.databaseClock.advance(23.5 * hour);

    const extended = (await person.client.post('/sign-in/extension')).read(SignInTerm);
    await attest.databaseClock.advance(23.5 * hour);

    expect(hoursLeft(extended)).toBe(24);
    const later = (await (await inAnotherProcess(person)).get('/me')).read(Account);
    expect(later.signIn && hoursLeft(later.signIn)).toBe(0.5);
  });

  it('does not move once it is over', async () => {
    const person = await attest.given.candidate();
    await person.client.get('/me');

    await attest.databaseClock.advance(24 * hour + 1);

    expect(await person.client.post('/sign-in/extension')).toBeProblem('sign-in-required');
  });

  it('comes after thirty days however often it was moved', async () => {
    const person = await attest.given.candidate();
    await attest.rows(`UPDATE sign_ins SET created_at = attest_now() - interval '29 days 20 hours',
      expires_at = attest_now() + interval '1 minute'`);

    const last = (await person.client.post('/sign-in/extension')).read(SignInTerm);

    expect([hoursLeft(last), last.mayBeExtended]).toEqual([4, false]);
  });

  it('is never moved back', async () => {
    const { client } = await attest.given.candidate();
    await attest.rows(`UPDATE sign_ins SET expires_at = attest_now() + interval '40 days'`);

    const { endsAt } = (await client.post('/sign-in/extension')).read(SignInTerm);

    expect(Date.parse(endsAt)).toBeGreaterThan(Date.now() + 39 * 24 * hour * 1000);
  });
});

/** Every process knows for some seconds who was there; another one has to look. */
async function inAnotherProcess(person: Person) {
  const other = await startProcess(attest.databaseUrl);
  onTestFinished(other.close);
  return other.as(person);
}
