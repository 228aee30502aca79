import type * as Argon2 from '@node-rs/argon2';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { useAttest } from '../../../../../tests/support/app.ts';

const verified = vi.hoisted(() => ({ hashes: new Array<unknown>() }));

// The library does its work; what it was asked is noted down.
vi.mock('@node-rs/argon2', async (original) => {
  const argon2 = await original<typeof Argon2>();
  const verify: typeof argon2.verify = (hashed, password) => {
    verified.hashes.push(hashed);
    return argon2.verify(hashed, password);
  };
  return { ...argon2, verify };
});

const attest = useAttest();

beforeEach(() => {
  verified.hashes = [];
});

describe('a refused sign-in', () => {
  it('costs the same work for an unknown e-mail address as for a wrong password', async () => {
    const { email } = await attest.given.candidate();

    await attest.stranger.post('/sign-in', { email, password: 'not the password' });
    await attest.stranger.post('/sign-in', { email: 'nobody@example.org', password: 'not the password' });

    const costs = verified.hashes.map((hashed) => String(hashed).split('$').slice(1, 4).join('$'));
    expect(costs).toEqual(['argon2id$v=19$m=19456,t=2,p=1', 'argon2id$v=19$m=19456,t=2,p=1']);
  });

  it('does no work at all for a body that cannot be right', async () => {
    await attest.stranger.post('/sign-in', { email: 'nobody@example.org', password: 'p'.repeat(10_000) });

    expect(verified.hashes).toEqual([]);
  });
});
