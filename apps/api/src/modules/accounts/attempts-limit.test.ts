import { randomUUID } from 'node:crypto';
import { hash } from '@node-rs/argon2';
import { describe, expect, it } from 'vitest';
import { useAttest } from '../../../../../tests/support/app.ts';
import type { Person } from '../../../../../tests/support/given.ts';
import type { HttpClient } from '../../../../../tests/support/http-client.ts';
import { detailOf } from '../../../../../tests/support/problem-detail.ts';

const attest = useAttest({ environment: { TRUSTED_PROXIES: '127.0.0.1' } });
const wrong = 'not the password';

describe('trying passwords', () => {
  it('is refused for a while after ten failures, and says for how long', async () => {
    const { email, password } = await attest.given.candidate();
    await failTimes(10, email);

    const reply = await attest.stranger.post('/sign-in', { email, password });

    expect(reply).toBeProblem('too-many-requests');
    expect(Number(reply.headers.get('retry-after'))).toBeGreaterThan(14 * 60);
    expect(Number(reply.headers.get('retry-after'))).toBeLessThanOrEqual(15 * 60);
    expect(detailOf(reply)).toContain('15 minutes');
  });

  it('is refused alike for an address without an account', async () => {
    await failTimes(10, 'nobody-has-this@example.org');

    expect(await tryOnce('nobody-has-this@example.org')).toBeProblem('too-many-requests');
  });

  it('goes on for another account from the same address', async () => {
    const victim = await attest.given.candidate();
    const neighbour = await attest.given.candidate();
    await failTimes(10, victim.email);

    expect((await signIn(attest.stranger, neighbour)).status).toBe(200);
  });

  it('goes on for the owner at another address: nobody can be locked out by a stranger', async () => {
    const owner = await attest.given.candidate();
    await failTimes(10, owner.email, '198.51.100.7');

    expect((await signIn(attest.stranger, owner, '203.0.113.9')).status).toBe(200);
  });

  it.each([
    ['the addresses of a /64', ['2001:db8:1:2::1', '2001:db8:1:2:aaaa::7', '2001:0db8:1:2::ffff:1']],
    ['both ways to write an IPv4 address', ['198.51.100.9', '::ffff:198.51.100.9']],
  ])('takes %s for one source', async (_kind, sources) => {
    const { email } = await attest.given.candidate();
    for (let tries = 0; tries < 10; tries += 1) await tryOnce(email, sources[tries % sources.length]);

    for (const source of sources) expect(await tryOnce(email, source)).toBeProblem('too-many-requests');
  });

  it('goes on for the owner where they signed in before, however many places guess', async () => {
    const owner = await attest.given.candidate();
    await signIn(attest.stranger, owner, '203.0.113.9');
    for (let place = 1; place <= 10; place += 1)
      await failTimes(10, owner.email, `198.51.100.${String(place)}`);

    expect(await signIn(attest.stranger, owner, '198.51.100.200')).toBeProblem('too-many-requests');
    expect((await signIn(attest.stranger, owner, '203.0.113.9')).status).toBe(200);
  });

  it('makes no place known by a registration that is refused', async () => {
    const owner = await attest.given.candidate();
    for (let place = 1; place <= 10; place += 1)
      await failTimes(10, owner.email, `198.51.100.${String(place)}`);

    await attest.stranger.post('/accounts', fieldsOf(owner), { headers: { 'x-forwarded-for': '192.0.2.1' } });

    expect(await tryOnce(owner.email, '192.0.2.1')).toBeProblem('too-many-requests');
  });

  it('counts no success, and forgets the failures before it', async () => {
    const person = await attest.given.candidate();
    await failTimes(9, person.email);

    expect((await signIn(attest.stranger, person)).status).toBe(200);
    await failTimes(9, person.email);

    expect((await signIn(attest.stranger, person)).status).toBe(200);
  });

  it('lets a whole class sign in from one address at the same moment', async () => {
    const people = await Promise.all(Array.from({ length: 20 }, () => attest.given.candidate()));

    const replies = await Promise.all(people.map((person) => signIn(attest.stranger, person)));

    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200]));
  });

  it('gives no more than ten tries when they come all at once', async () => {
    const { email } = await attest.given.candidate();

    const replies = await Promise.all(Array.from({ length: 25 }, () => tryOnce(email)));

    expect(replies.filter(({ status }) => status === 401).length).toBeLessThanOrEqual(10);
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([401, 429]));
  });

  it('goes on for 600 people within a minute behind one address where somebody guesses at many accounts', async () => {
    const room = '203.0.113.40';
    const people = await accountsWithCheapPasswords(600);
    await guessAtMany(25, room);
    const statuses: number[] = [];

    for (let from = 0; from < people.length; from += 10) {
      const wave = people.slice(from, from + 10);
      await tryOnce('mistyped@example.org', room);
      const replies = await Promise.all(wave.map((person) => signIn(attest.stranger, person, room)));
      statuses.push(...replies.map(({ status }) => status));
    }

    expect(statuses.filter((status) => status === 200)).toHaveLength(600);
  });

  it('is slow for whoever guesses at one account after the other from one address', async () => {
    const source = '203.0.113.42';
    const people = await accountsWithCheapPasswords(60);
    await guessAtMany(25, source);

    const replies = await Promise.all(people.map(({ email }) => tryOnce(email, source)));

    expect(replies.filter(({ status }) => status === 401).length).toBeLessThanOrEqual(30);
    const refused = replies.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThanOrEqual(30);
    for (const { headers } of refused) expect(headers.get('retry-after')).toBe('5');
  });

  it('gives an account one try at an address that is slowed, and its owner as many as ever', async () => {
    const source = '203.0.113.43';
    const [owner, stranger] = await accountsWithCheapPasswords(2);
    if (owner === undefined || stranger === undefined) throw new Error('two accounts were asked for');
    await signIn(attest.stranger, owner, source);
    await guessAtMany(25, source);

    expect(await tryOnce(stranger.email, source)).toBeProblem('sign-in-refused');
    expect(await signIn(attest.stranger, stranger, source)).toBeProblem('too-many-requests');
    await failTimes(9, owner.email, source);
    expect((await signIn(attest.stranger, owner, source)).status).toBe(200);
  });

  it('counts the password asked for a change or an access token too', async () => {
    const { email, client } = await attest.given.candidate();
    const program = { name: 'script', expiresInDays: 1, email, password: wrong };
    for (let tries = 0; tries < 5; tries += 1) {
      await client.patch('/me', { password: 'granite umbrella 52 spoon', currentPassword: wrong });
      await attest.stranger.post('/access-tokens', program);
    }

    expect(await tryOnce(email)).toBeProblem('too-many-requests');
  });
});

let made = 0;

/** Rows of people who sign in with a password that takes little work to check: tests need many. */
async function accountsWithCheapPasswords(count: number) {
  const password = 'plum harbour 47 lantern';
  const passwordHash = await hash(password, { memoryCost: 8, timeCost: 1, parallelism: 1 });
  const people = Array.from({ length: count }, () => {
    made += 1;
    return { id: randomUUID(), email: `room-${String(made)}@example.org`, password };
  });
  await attest.rows(
    `INSERT INTO accounts (id, email, display_name, password_hash, created_at)
     SELECT unnest($1::uuid[]), unnest($2::text[]), 'In the room', $3, attest_now()`,
    [people.map(({ id }) => id), people.map(({ email }) => email), passwordHash],
  );
  return people;
}

/** Eight guesses at each account: as many as a source may fail before it is slowed. */
async function guessAtMany(accounts: number, source: string): Promise<void> {
  const victims = await accountsWithCheapPasswords(accounts);
  while (victims.length > 0) {
    await Promise.all(victims.splice(0, 5).map(({ email }) => failTimes(8, email, source)));
  }
}

function fieldsOf({ email, displayName, password }: Person) {
  return { email, displayName, password };
}

function signIn(
  browser: HttpClient,
  { email, password }: { email: string; password: string },
  source?: string,
) {
  const headers = source === undefined ? {} : { 'x-forwarded-for': source };
  return browser.post('/sign-in', { email, password }, { headers });
}

function tryOnce(email: string, source?: string) {
  return signIn(attest.stranger, { email, password: wrong }, source);
}

async function failTimes(count: number, email: string, source?: string): Promise<void> {
  for (let tries = 0; tries < count; tries += 1) {
    expect(await tryOnce(email, source)).toBeProblem('sign-in-refused');
  }
}
