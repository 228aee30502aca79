import { AuthoredItem, BankItems, ItemType } from '@attest/contracts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createApp } from '../../../app.ts';
import { readConfig } from '../../../platform/config/config.ts';
import { useAttest } from '../../../../../../tests/support/app.ts';
import { bankTables } from '../../../../../../tests/support/bank.ts';
import { importSampleBank, sampleIds } from '../../../../../../tests/support/sample-bank.ts';
import { ItemContents } from '../item-contents.ts';
import { DemoData } from './demo-data.ts';

const attest = useAttest({ prepare: importSampleBank, keptTables: bankTables });
const items = 300;
let app: Awaited<ReturnType<typeof createApp>>;

beforeAll(async () => {
  const { databaseUrl } = attest;
  app = await createApp(readConfig({ LOG_LEVEL: 'fatal', DATABASE_URL: databaseUrl }), { databaseUrl });
});
afterAll(() => app.close());

it('fills a bank with items of every type that can be read, searched and taken out again', async () => {
  const before = await wholeBank();
  const told: number[] = [];

  const made = await demo().fill({ items, seed: 7 }, (stored) => told.push(stored));

  const { client } = await attest.given.instructor();
  const found = (await client.get('/items?search=demo&limit=100')).read(BankItems);
  expect({ made, told, total: found.total }).toEqual({
    made: { items, stimuli: 8 },
    told: [items],
    total: items,
  });
  for (const type of ItemType.options) {
    const { items: ofType } = (
      await client.get(`/items?search=demo&type=${type}&status=approved&limit=1`)
    ).read(BankItems);
    const item = (await client.get(`/items/${ofType[0]?.id ?? ''}`)).read(AuthoredItem);
    expect(item.keys.length, type).toBeGreaterThan(0);
  }
  expect(await demo().present()).toEqual({ items, stimuli: 8 });

  expect(await demo().remove()).toEqual({ items, stimuli: 8 });
  expect(await wholeBank()).toEqual(before);
});

it('makes the same of the same seed, and something else of another', async () => {
  const contents = async (seed: number) => {
    await demo().fill({ items: 30, seed }, () => undefined);
    const rows = await attest.rows(
      `SELECT bank_id, first_words, search::text, metadata FROM items WHERE bank_id LIKE 'demo-%' ORDER BY bank_id`,
    );
    await demo().remove();
    return rows;
  };

  const [one, again, other] = [await contents(1), await contents(1), await contents(2)];

  expect(again).toEqual(one);
  expect(other).not.toEqual(one);
});

it('never makes anything that an exam may draw', async () => {
  const eligible = () => app.get(ItemContents, { strict: false }).eligible('CAISA');
  const before = await eligible();

  await demo().fill({ items, seed: 3 }, () => undefined);

  expect(await eligible()).toEqual(before);
  await demo().remove();
});

it('refuses more than the ids of the domains have room for, and adds nothing then', async () => {
  await expect(demo().fill({ items: 2 * 9_999 + 1, seed: 1 }, () => undefined)).rejects.toThrow(
    'room for 19998 questions',
  );

  expect(await demo().present()).toEqual({ items: 0, stimuli: 0 });
});

it('takes out nothing that it did not make', async () => {
  const [row] = await attest.rows(
    `UPDATE items SET bank_id = 'demo-a1-0001' WHERE bank_id = $1 RETURNING 1`,
    [sampleIds[0]],
  );

  const removed = await demo().remove();
  const left = await demo().present();

  await attest.rows(`UPDATE items SET bank_id = $1 WHERE bank_id = 'demo-a1-0001'`, [sampleIds[0]]);
  expect({ row: row !== undefined, removed, left }).toEqual({
    row: true,
    removed: { items: 0, stimuli: 0 },
    left: { items: 1, stimuli: 0 },
  });
});

const demo = () => app.get(DemoData, { strict: false });

/** How many rows each table holds. */
function wholeBank() {
  const counts = bankTables.map((table) => `(SELECT count(*)::int FROM ${table}) AS ${table}`);
  return attest.rows(`SELECT ${counts.join(', ')}`);
}
