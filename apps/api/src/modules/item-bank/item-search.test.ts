import { BankItems } from '@attest/contracts';
import { expect, it, onTestFinished } from 'vitest';
import { surroundings } from '../../../../../libs/item-bank/tests/samples.ts';
import { useAttest } from '../../../../../tests/support/app.ts';
import { importBank } from '../../../../../tests/support/bank.ts';
import { BankFolder } from '../../../../../tests/support/bank-folder.ts';
import { sampleItems } from '../../../../../tests/support/sample-bank.ts';

const attest = useAttest();

const scenario = 'caisa/stimuli/caisa-s-001.yaml';

it('finds items by what their scenario says now, and no more by what it said before', async () => {
  const folder = givenBank();
  await importBank(attest.databaseUrl, folder.path);
  const before = await idsOf('adjusters');

  folder.change(scenario, '**400** adjusters', '**400** surveyors');
  await importBank(attest.databaseUrl, folder.path);

  expect(before.length).toBeGreaterThan(0);
  expect(await idsOf('adjusters')).toEqual([]);
  expect(await idsOf('surveyors')).toEqual(before);
  expect(await idsOf('gateway surveyors')).toEqual(before);
});

it('leaves items alone when their scenario only changes its status', async () => {
  const folder = givenBank();
  await importBank(attest.databaseUrl, folder.path);
  const before = await attest.rows('SELECT bank_id, search::text FROM items ORDER BY bank_id');

  folder.change(scenario, 'status: operational', 'status: retired');
  await importBank(attest.databaseUrl, folder.path);

  expect(await attest.rows('SELECT bank_id, search::text FROM items ORDER BY bank_id')).toEqual(before);
});

function givenBank(): BankFolder {
  const folder = new BankFolder();
  folder.fill([...surroundings, ...sampleItems]);
  onTestFinished(() => folder.remove());
  return folder;
}

async function idsOf(words: string): Promise<string[]> {
  const { client } = await attest.given.instructor();
  const reply = await client.get(`/items?search=${encodeURIComponent(words)}`);
  return reply.read(BankItems).items.map(({ id }) => id);
}
