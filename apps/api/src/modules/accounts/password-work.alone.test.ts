import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type * as Threads from 'node:worker_threads';
import { readdirSync, readFileSync } from 'node:fs';
import { getPriority } from 'node:os';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { useAttest } from '../../../../../tests/support/app.ts';
import { startProcess } from '../../../../../tests/support/attest-process.ts';
import type { Person } from '../../../../../tests/support/given.ts';
import { HttpClient } from '../../../../../tests/support/http-client.ts';
import { mostThreads } from './password-threads.ts';

interface Asked {
  readonly kind: string;
  readonly hashed?: string;
}

const seen = vi.hoisted(() => ({
  threads: new Array<{ terminate: () => Promise<number>; threadId: number }>(),
  asked: new Array<Asked>(),
  held: Promise.resolve(),
}));

// Threads do their work; what they are asked is noted down, and a test may hold it up.
vi.mock('node:worker_threads', async (original) => {
  const threads = await original<typeof Threads>();
  class Watched extends threads.Worker {
    constructor(...given: ConstructorParameters<typeof threads.Worker>) {
      super(...given);
      seen.threads.push(this);
    }

    override postMessage(task: Asked): void {
      seen.asked.push(task);
      void seen.held.then(() => {
        super.postMessage(task);
      });
    }
  }
  return { ...threads, Worker: Watched };
});

const attest = useAttest({ environment: { PASSWORD_NICENESS: '5' } });

beforeEach(() => {
  seen.asked = [];
  seen.threads = [];
});

const verified = () => seen.asked.filter(({ kind }) => kind === 'verify').map(({ hashed }) => hashed);

describe('a refused sign-in', () => {
  it('costs the same work for an unknown e-mail address as for a wrong password', async () => {
    const { email } = await attest.given.candidate();

    await attest.stranger.post('/sign-in', { email, password: 'not the password' });
    await attest.stranger.post('/sign-in', { email: 'nobody@example.org', password: 'not the password' });

    const costs = verified().map((hashed) => String(hashed).split('$').slice(1, 4).join('$'));
    expect(costs).toEqual(['argon2id$v=19$m=19456,t=2,p=1', 'argon2id$v=19$m=19456,t=2,p=1']);
  });

  it('does no work at all for a body that cannot be right', async () => {
    await attest.stranger.post('/sign-in', { email: 'nobody@example.org', password: 'p'.repeat(10_000) });

    expect(seen.asked).toEqual([]);
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
    expect(verified()).not.toContain(row?.['password_hash']);
  });
});

describe('work on passwords', () => {
  it.runIf(process.platform === 'linux')('is done at a lower priority than all else', async () => {
    await attest.given.registered();

    const lowest = Math.max(...prioritiesOfThreads());
    expect(lowest).toBe(Math.min(19, getPriority() + 5));
  });

  it('asks a thread to judge and to hash what somebody chose', async () => {
    await attest.given.registered();

    expect(seen.asked.map(({ kind }) => kind)).toEqual(['judge', 'hash']);
  });

  it('is prepared before anybody asks for it', async () => {
    const { close } = await startProcess(attest.databaseUrl);
    onTestFinished(close);

    await expect.poll(() => seen.threads.length, { timeout: 10_000 }).toBe(1);
  });

  it('goes on after a thread has died, and tells whoever it worked for to try again', async () => {
    const { url, close } = await startProcess(attest.databaseUrl);
    onTestFinished(close);
    const { release, replies } = await takeAllPlaces(url);
    const waiting = signUp(url);

    await Promise.all(seen.threads.map((thread) => thread.terminate()));
    const lost = await replies;
    release();

    for (const reply of lost) expect(reply).toBeProblem('overloaded');
    expect((await waiting).status).toBe(201);
  });

  it('ends with the process', async () => {
    const { url, close } = await startProcess(attest.databaseUrl);
    await signUp(url);

    await close();

    expect(seen.threads.map(({ threadId }) => threadId)).toEqual([-1]);
  });
});

function signUp(url: string) {
  return new HttpClient(url).post('/accounts', {
    email: 'ann@example.org',
    displayName: 'Ann Other',
    password: 'copper window 81 meadow',
  });
}

/** The nice value of each thread of this process: field 19 of its line. */
function prioritiesOfThreads(): readonly number[] {
  return readdirSync('/proc/self/task').map((thread) => {
    const line = readFileSync(`/proc/self/task/${thread}/stat`, 'utf8');
    return Number(line.slice(line.lastIndexOf(')') + 2).split(' ')[16]);
  });
}

function fieldsOf({ email, password }: Person) {
  return { email, password };
}

/** As many sign-ins as passwords are tried at once, held up until `release`. */
async function takeAllPlaces(url = attest.url) {
  // A thread that still loads its lists would be a longer wait than the one a test is about.
  await new HttpClient(url).post('/sign-in', { email: 'nobody@example.org', password: 'wrong' });
  seen.asked = [];
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const release = () => {
    resolve(undefined);
  };
  seen.held = promise;
  onTestFinished(() => {
    release();
    seen.held = Promise.resolve();
  });
  const replies = Promise.all(
    Array.from({ length: mostThreads }, (_, at) =>
      new HttpClient(url).post('/sign-in', { email: `nobody-${String(at)}@example.org`, password: 'wrong' }),
    ),
  );
  await expect.poll(() => verified().length).toBe(mostThreads);
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
