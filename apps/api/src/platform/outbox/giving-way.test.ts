import { describe, expect, it, onTestFinished } from 'vitest';
import { startProcess } from '../../../../../tests/support/attest-process.ts';
import { freshDatabase, query } from '../../../../../tests/support/database.ts';
import { GivingWay } from './giving-way.ts';
import { OutboxWorker } from './outbox-worker.ts';

describe('giving way', () => {
  it('lasts a second from the last word', () => {
    const way = new GivingWay();
    expect(way.isDue(5_000)).toBe(false);

    way.ask(5_000);
    way.ask(5_600);

    expect([5_600, 6_599, 6_600].map((now) => way.isDue(now))).toEqual([true, true, false]);
  });

  it('ends after ten seconds whoever goes on asking, until there was silence', () => {
    const way = new GivingWay();
    for (let now = 5_000; now <= 16_000; now += 500) way.ask(now);
    expect([14_999, 15_000, 16_500].map((now) => way.isDue(now))).toEqual([true, false, false]);

    way.ask(17_000);

    expect(way.isDue(17_500)).toBe(true);
  });
});

describe('the outbox', () => {
  it('delivers nothing while it gives way, and goes on by itself', async () => {
    const databaseUrl = await freshDatabase();
    const { app, close } = await startProcess(databaseUrl);
    onTestFinished(close);
    const outbox = app.get(OutboxWorker, { strict: false });
    const hurry = setInterval(() => {
      outbox.giveWay();
    }, 50);
    outbox.giveWay();
    const tries = async () =>
      (await query<{ attempts: number }>(databaseUrl, 'SELECT attempts FROM outbox'))[0]?.attempts;

    await query(
      databaseUrl,
      `INSERT INTO outbox (id, kind, payload, created_at, available_at) VALUES
         ('018f0000-0000-7000-8000-000000000001', 'nobody-handles-this', '{}', attest_now(), attest_now())`,
    );
    await outbox.drain();
    const meanwhile = await tries();
    clearInterval(hurry);

    expect(meanwhile).toBe(0);
    await expect.poll(tries, { timeout: 10_000 }).toBeGreaterThan(0);
  });
});
