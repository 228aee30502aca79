import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { availableParallelism } from 'node:os';
import type * as Argon2 from '@node-rs/argon2';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { useAttest } from '../../../../../tests/support/app.ts';
import { startProcess } from '../../../../../tests/support/attest-process.ts';
import type { Person } from '../../../../../tests/support/given.ts';
import { HttpClient } from '../../../../../tests/support/http-client.ts';

const verified = vi.hoisted(() => ({ hashes: new Array<unknown>(), held: Promise.resolve() }));

// The library does its work; what it was asked is noted down, and a test may hold it up.
vi.mock('@node-rs/argon2', async (original) => {
  const argon2 = await original<typeof Argon2>();
  const verify: typeof argon2.verify = async (hashed, password) => {
    verified.hashes.push(hashed);
    await verified.held;
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

describe('a storm of sign-ins', () => {
  it('keeps nobody waiting for longer than five seconds', async () => {
    const late = await attest.given.candidate();
    const { release, replies } = await takeAllPlaces();

    const reply = await attest.stranger.post('/sign-in', fieldsOf(late));

    expect(reply).toBeProblem('overloaded');
    expect(reply.headers.get('retry-after')).toBe('5');
    release();
    expect(new Set((await replies).map(({ status }) => status))).toEqual(new Set([401]));
    expect((await attest.stranger.post('/sign-in', fieldsOf(late))).status).toBe(200);
  });

  it('does no work for whoever has gone away meanwhile', async () => {
    const [gone, patient] = [await attest.given.candidate(), await attest.given.candidate()];
    const { app, url, close } = await startProcess(attest.databaseUrl);
    onTestFinished(close);
    const { release, replies } = await takeAllPlaces(url);
    const arrival = nextArrivalAt(app.getHttpServer());
    const leaving = new AbortController();
    const left = abandonedSignIn(url, gone, leaving.signal);
    const socket = await arrival;
    const served = new HttpClient(url).post('/sign-in', fieldsOf(patient));

    leaving.abort();
    await expect(left).rejects.toThrow('aborted');
    await expect.poll(() => socket.destroyed).toBe(true);
    release();
    await replies;

    expect((await served).status).toBe(200);
    const [row] = await attest.rows('SELECT password_hash FROM accounts WHERE id = $1', [gone.id]);
    expect(verified.hashes).not.toContain(row?.['password_hash']);
  });
});

function fieldsOf({ email, password }: Person) {
  return { email, password };
}

/** As many sign-ins as passwords are tried at once, held up until `release`. */
async function takeAllPlaces(url = attest.url) {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const release = () => {
    resolve(undefined);
  };
  verified.held = promise;
  onTestFinished(() => {
    release();
    verified.held = Promise.resolve();
  });
  const places = Math.max(1, availableParallelism() - 1);
  const replies = Promise.all(
    Array.from({ length: places }, (_, at) =>
      new HttpClient(url).post('/sign-in', { email: `nobody-${String(at)}@example.org`, password: 'wrong' }),
    ),
  );
  await expect.poll(() => verified.hashes.length).toBe(places);
  return { release, replies };
}

function nextArrivalAt(server: Server): Promise<Socket> {
  return new Promise((resolve) => {
    server.once('request', ({ socket }) => {
      resolve(socket);
    });
  });
}

function abandonedSignIn(url: string, person: Person, signal: AbortSignal): Promise<Response> {
  return fetch(`${url}/api/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-requested-with': 'attest', origin: url },
    body: JSON.stringify(fieldsOf(person)),
    signal,
  });
}
