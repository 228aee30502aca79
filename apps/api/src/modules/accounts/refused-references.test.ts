import { NewAccessToken } from '@attest/contracts';
import { describe, expect, it } from 'vitest';
import { useAttest } from '../../../../../tests/support/app.ts';
import type { Reply } from '../../../../../tests/support/http-client.ts';

const attest = useAttest({ environment: { TRUSTED_PROXIES: '127.0.0.1' } });

const madeUp = {
  tokens: (at: number) => ({ authorization: `Bearer attest_made-up-${String(at)}` }),
  'tokens of another service': (at: number) => ({ authorization: `Bearer ghp_${String(at)}` }),
  cookies: (at: number) => ({ cookie: `attest=made-up-${String(at)}` }),
};

describe('a flood of made-up references', () => {
  it.each([
    ['tokens', '198.51.100.1'],
    ['tokens of another service', '198.51.100.2'],
    ['cookies', '2001:db8:1:1::1'],
  ] as const)('of %s ends, and people behind the same address go on', async (kind, source) => {
    const person = await attest.given.candidate();
    const wanted = { name: 'script', expiresInDays: 1 };
    const { token } = (await person.client.post('/access-tokens', wanted)).read(NewAccessToken);

    const replies = await flood(1_100, (at) => ({ ...madeUp[kind](at), 'x-forwarded-for': source }));

    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([401, 429]));
    expect(replies.at(-1)).toBeProblem('too-many-requests');
    expect(Number(replies.at(-1)?.headers.get('retry-after'))).toBeLessThanOrEqual(60);
    const from = { 'x-forwarded-for': source };
    expect((await person.client.get('/me', { headers: from })).status).toBe(200);
    const bearer = { ...from, authorization: `Bearer ${token}` };
    expect((await attest.stranger.get('/me', { headers: bearer })).status).toBe(200);
    const { email, password } = person;
    const newcomer = attest.stranger;
    expect((await newcomer.post('/sign-in', { email, password }, { headers: from })).status).toBe(200);
    expect((await newcomer.get('/me', { headers: from })).status).toBe(200);
  });

  it('from one address is none from another', async () => {
    await flood(1_100, (at) => ({ ...madeUp.tokens(at), 'x-forwarded-for': '198.51.100.3' }));

    const elsewhere = { ...madeUp.tokens(0), 'x-forwarded-for': '198.51.100.4' };

    expect(await attest.stranger.get('/me', { headers: elsewhere })).toBeProblem('access-token-refused');
  });
});

describe('a flood of requests that are refused', () => {
  it('ends for strangers of that address, not for people', async () => {
    const { client } = await attest.given.candidate();
    const from = { 'x-forwarded-for': '198.51.100.5' };

    const replies = await flood(3_050, () => from);

    expect(replies.at(0)).toBeProblem('sign-in-required');
    expect(replies.at(-1)).toBeProblem('too-many-requests');
    expect((await client.get('/me', { headers: from })).status).toBe(200);
  });

  it('ends for somebody who keeps asking for what they may not', async () => {
    const { client } = await attest.given.candidate();

    const replies: Reply[] = [];
    for (let at = 0; at < 610; at += 1) replies.push(await client.get('/items'));

    expect(replies.at(0)).toBeProblem('permission-missing');
    expect(replies.at(-1)).toBeProblem('too-many-requests');
  });
});

/** A few at a time, as a program would. */
async function flood(count: number, headersOf: (at: number) => Record<string, string>): Promise<Reply[]> {
  const replies: Reply[] = [];
  for (let at = 0; at < count; at += 50) {
    const some = Array.from({ length: 50 }, (_, more) => headersOf(at + more));
    replies.push(...(await Promise.all(some.map((headers) => attest.stranger.get('/me', { headers })))));
  }
  return replies;
}
