import { once } from 'node:events';
import { connect } from 'node:net';
import { Account } from '@attest/contracts';
import pg from 'pg';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { useAttest } from '../../../../../tests/support/app.ts';
import { startProcess } from '../../../../../tests/support/attest-process.ts';
import { copyOf, query } from '../../../../../tests/support/database.ts';
import { HttpClient } from '../../../../../tests/support/http-client.ts';
import { detailOf } from '../../../../../tests/support/problem-detail.ts';
import { drain, Readiness } from '../health/readiness.ts';

const attest = useAttest();

describe('stopping', () => {
  it('answers what is under way before it ends, and is not ready for more', async () => {
    const person = await attest.given.candidate();
    const stopping = await startProcess(attest.databaseUrl);
    const { app, url } = stopping;
    const holdUp = await holdUpAccounts();
    const underWay = stopping.as(person).patch('/me', { displayName: 'Renamed while stopping' });
    await holdUp.somebodyWaits();

    const stopped = app.close();
    await expect.poll(() => app.get(Readiness).faults()).toEqual(['This process is stopping.']);
    await holdUp.end();

    expect((await underWay).read(Account).displayName).toBe('Renamed while stopping');
    await stopped;
    await expect(new HttpClient(url).get('/exams')).rejects.toThrow('fetch failed');
  });

  it('does not wait for connections on which nothing is asked', async () => {
    const { app, url } = await startProcess(attest.databaseUrl);
    await new HttpClient(url).get('/exams');
    const idle = connect(Number(new URL(url).port), '127.0.0.1');
    onTestFinished(() => {
      idle.destroy();
    });
    await once(idle, 'connect');

    await app.close();

    await expect(new HttpClient(url).get('/exams')).rejects.toThrow('fetch failed');
  });

  it('refuses readiness over HTTP for a while and still serves whoever comes', async () => {
    const { app, url } = await startProcess(attest.databaseUrl);
    onTestFinished(() => app.close());
    const client = new HttpClient(url);
    const hurry = new AbortController();

    const drained = drain(app.get(Readiness), 60, hurry.signal);
    const ready = await client.get('//health/ready');
    const served = await client.get('/exams');

    expect(ready).toBeProblem('not-ready');
    expect(detailOf(ready)).toBe('This process is stopping.');
    expect(served.status).toBe(200);
    hurry.abort();
    await drained;
  });

  it('leaves no connection to the database', async () => {
    // One that nobody else is connected to.
    const databaseUrl = await copyOf(inject('templateUrl'));
    const { app, url } = await startProcess(databaseUrl);
    await Promise.all(Array.from({ length: 8 }, () => new HttpClient(url).get('/exams')));
    expect(await connectionsTo(databaseUrl)).toBeGreaterThan(0);

    await app.close();

    await expect.poll(() => connectionsTo(databaseUrl)).toBe(0);
  });
});

/** Makes every change of an account wait. */
async function holdUpAccounts() {
  const client = new pg.Client({ connectionString: attest.databaseUrl });
  await client.connect();
  await client.query('BEGIN; LOCK TABLE accounts IN EXCLUSIVE MODE');
  const waiting = async () =>
    Number((await attest.rows('SELECT count(*) AS count FROM pg_locks WHERE NOT granted'))[0]?.['count']);
  return {
    somebodyWaits: () => expect.poll(waiting).toBeGreaterThan(0),
    end: () => client.end(),
  };
}

async function connectionsTo(databaseUrl: string): Promise<number> {
  const [row] = await query(
    databaseUrl,
    `SELECT count(*) AS count FROM pg_stat_activity
     WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'`,
  );
  return Number(row?.['count']);
}
