import { NewAccessToken } from '@attest/contracts';
import { describe, expect, it, onTestFinished } from 'vitest';
import { useAttest } from '../../../../../tests/support/app.ts';
import { startProcess } from '../../../../../tests/support/attest-process.ts';
import { OldRows } from './old-rows.ts';

const attest = useAttest({ environment: { SIGN_IN_HOURS: '24' } });
const day = 86_400;

const counts = async () =>
  (
    await attest.rows(`SELECT (SELECT count(*) FROM sign_ins)::int AS "signIns",
      (SELECT count(*) FROM access_tokens)::int AS tokens, (SELECT count(*) FROM outbox)::int AS outbox`)
  )[0];

describe('rows that nobody needs any more', () => {
  it('go a week after the sign-in ended, the token ended, the entry was delivered', async () => {
    const { client } = await attest.given.candidate();
    await client.post('/access-tokens', { name: 'short', expiresInDays: 1 });
    await client.post('/access-tokens', { name: 'long', expiresInDays: 30 });
    await client.post('/sign-out');
    await attest.given.candidate();
    await addOutbox(1);
    const process = await startCleaner();

    await attest.databaseClock.advance(6 * day);
    await process.clear();
    expect(await counts()).toEqual({ signIns: 2, tokens: 2, outbox: 1 });

    await attest.databaseClock.advance(day + 60);
    await process.clear();
    expect(await counts()).toEqual({ signIns: 1, tokens: 2, outbox: 0 });

    await attest.databaseClock.advance(day);
    await process.clear();
    expect(await counts()).toEqual({ signIns: 0, tokens: 1, outbox: 0 });
  });

  it('go a week after a token was revoked', async () => {
    const { client } = await attest.given.candidate();
    const wanted = { name: 'script', expiresInDays: 300 };
    const { id } = (await client.post('/access-tokens', wanted)).read(NewAccessToken);
    await client.delete(`/access-tokens/${id}`);

    await attest.databaseClock.advance(7 * day + 60);
    await (await startCleaner()).clear();

    expect(await counts()).toMatchObject({ tokens: 0 });
  });

  it('stay as long as they wait to be delivered', async () => {
    await attest.rows(
      `INSERT INTO outbox (id, kind, payload, created_at, available_at)
       VALUES (gen_random_uuid(), 'exam-session-closed', '{}', attest_now(), attest_now() + interval '1 year')`,
    );

    await attest.databaseClock.advance(30 * day);
    await (await startCleaner()).clear();

    expect(await counts()).toMatchObject({ outbox: 1 });
  });

  it('go once when several processes delete at the same moment, however many they are', async () => {
    await addOutbox(4_500);
    await attest.databaseClock.advance(8 * day);
    const [one, other] = [await startCleaner(), await startCleaner()];

    const deleted = await Promise.all([one.clear(), other.clear()]);
    const left = await one.clear();

    expect(deleted[0] + deleted[1] + left).toBe(4_500);
    expect(await counts()).toMatchObject({ outbox: 0 });
  });
});

/** Entries that were delivered now. */
async function addOutbox(count: number): Promise<void> {
  await attest.rows(
    `INSERT INTO outbox (id, kind, payload, created_at, available_at, delivered_at)
     SELECT gen_random_uuid(), 'exam-session-closed', '{}', attest_now(), attest_now(), attest_now()
     FROM generate_series(1, $1)`,
    [count],
  );
}

async function startCleaner(): Promise<OldRows> {
  const { app, close } = await startProcess(attest.databaseUrl);
  onTestFinished(close);
  return app.get(OldRows, { strict: false });
}
